BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive
    Connect-TestWorkspace
}

AfterAll {
    Stop-AmlLocalServer workspace
    Pop-Location
}

Describe 'Disconnect-AmlWorkspace' {
    It 'ends the connection; the server and the workspace stay' {
        Disconnect-AmlWorkspace
        Get-ErrorId { Get-AmlModel } | Should -Be 'Service.NotConnected'
        Get-AmlLocalServer workspace | Should -Not -BeNullOrEmpty
        (Connect-AmlWorkspace -Local workspace).Name | Should -Be 'local'
    }

    It 'can be called twice' {
        Disconnect-AmlWorkspace
        Disconnect-AmlWorkspace
        $Error.Clear()
        Get-AmlWorkspace -ErrorAction SilentlyContinue
        $Error | Should -HaveCount 1
    }

    It 'leaves <_> with an error that says what to do' -ForEach @(
        'Get-AmlWorkspace', 'Get-AmlModel', 'Get-AmlOnlineEndpoint', 'New-AmlModel a -Path .', 'New-AmlOnlineEndpoint people', 'Set-AmlTraffic people a=100',
        'Get-AmlCredential people', 'Invoke-AmlPrediction -EndpointName people -InputPath a.csv', 'Remove-AmlModel a:1 -Force'
    ) {
        Disconnect-AmlWorkspace
        $failure = Get-Failure ([scriptblock]::Create($_))
        ($failure.FullyQualifiedErrorId -split ',')[0] | Should -Be 'Service.NotConnected'
        $failure | Should -Match 'Connect-AmlWorkspace'
    }
}
