BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive

}

AfterAll {
    Pop-Location
}

Describe 'Stop-AmlLocalServer' {
    It 'stops nothing with -WhatIf' {
        $server = Start-AmlLocalServer workspace
        Stop-AmlLocalServer workspace -WhatIf
        (Get-AmlLocalServer workspace).ProcessId | Should -Be $server.ProcessId
    }

    It 'takes servers of the pipeline, and comes back when the process has ended' {
        $server = Get-AmlLocalServer workspace
        $server | Stop-AmlLocalServer
        Get-Process -Id $server.ProcessId -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'is an error where none runs, and the workspace stays' {
        Get-ErrorId { Stop-AmlLocalServer workspace } | Should -Be 'Service.NotFound'
        'workspace' | Should -Exist
    }

    It 'leaves a session that can connect again' {
        Connect-TestWorkspace
        Stop-AmlLocalServer workspace
        Get-ErrorId { Get-AmlWorkspace } | Should -Be 'Service.Unreachable'
        Connect-TestWorkspace
        (Get-AmlWorkspace).Name | Should -Be 'local'
        Stop-TestWorkspace
    }
}
