BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive

}

AfterAll {
    Pop-Location
}

Describe 'Start-AmlLocalServer' {
    It 'starts nothing with -WhatIf' {
        Start-AmlLocalServer workspace -WhatIf
        'workspace' | Should -Not -Exist
    }

    It 'gives the server, and the same one when it runs' {
        $server = Start-AmlLocalServer workspace
        $server.Uri.Host | Should -Be '127.0.0.1'
        $server.Path | Should -Be (Join-Path $TestDrive workspace)
        Get-Process -Id $server.ProcessId | Should -Not -BeNullOrEmpty
        (Start-AmlLocalServer workspace).ProcessId | Should -Be $server.ProcessId
    }

    It 'does not change the port of a server that runs' {
        $other = (Get-AmlLocalServer workspace).Uri.Port -eq 50001 ? 50002 : 50001
        Get-ErrorId { Start-AmlLocalServer workspace -Port $other } | Should -Be 'Service.Exists'
    }

    It 'refuses port <_>' -ForEach -1, 65536 {
        Get-ErrorId { Start-AmlLocalServer workspace -Port $_ } | Should -Be 'ParameterArgumentValidationError'
    }

    It 'stays after the process with -Detached, and can be stopped from another' {
        Stop-AmlLocalServer workspace
        $id = [int] (pwsh -NoProfile -Command "Import-Module '$module'; (Start-AmlLocalServer '$TestDrive/workspace' -Detached).ProcessId")
        try {
            (Get-AmlLocalServer workspace).ProcessId | Should -Be $id
            (Connect-AmlWorkspace -Local workspace).Name | Should -Be 'local'
            Stop-AmlLocalServer workspace
            Get-Process -Id $id -ErrorAction Ignore | Should -BeNullOrEmpty
        }
        finally {
            Disconnect-AmlWorkspace
            Stop-Process -Id $id -ErrorAction Ignore
        }
    }

    It 'ends with the process otherwise' {
        $id = [int] (pwsh -NoProfile -Command "Import-Module '$module'; (Start-AmlLocalServer '$TestDrive/workspace').ProcessId")
        Wait-Process -Id $id -Timeout 30 -ErrorAction Ignore
        Get-Process -Id $id -ErrorAction Ignore | Should -BeNullOrEmpty
    }

    It 'says which runtime is missing' {
        $path = (Get-Process -Id $PID).Path
        $text = & $path -NoProfile -Command "
            `$env:DOTNET_HOST_PATH = `$env:DOTNET_ROOT = ''
            `$env:PATH = '$TestDrive'
            Import-Module '$module'
            try { Start-AmlLocalServer '$TestDrive/none' -ErrorAction Stop } catch { `$_.FullyQualifiedErrorId; `$_.Exception.Message }"
        $text[0] | Should -Match '^Service\.NotFound,'
        $text[1] | Should -Match 'ASP\.NET Core Runtime'
    }
}
