BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive
    Connect-TestWorkspace
    Add-TestEndpoint
}

AfterAll {
    Stop-TestWorkspace
    Pop-Location
}

Describe 'Remove-AmlOnlineEndpoint' {
    It 'removes nothing with -WhatIf, and says what would go' {
        $text = Get-HostText { Remove-AmlOnlineEndpoint people -Force -WhatIf }
        $text | Should -Match 'blue \(100 % of the traffic\)'
        Get-AmlOnlineEndpoint people | Should -Not -BeNullOrEmpty
    }

    It 'does not wait for an answer that nobody can give' {
        pwsh -NoProfile -NonInteractive -Command "Import-Module '$module'; `$null = Connect-AmlWorkspace -Local '$TestDrive/workspace'; Remove-AmlOnlineEndpoint people" 2>&1 | Out-String | Should -Match 'NonInteractive'
        Get-AmlOnlineEndpoint people | Should -Not -BeNullOrEmpty
    }

    It 'removes endpoints of the pipeline with their deployments, and gives nothing' {
        Get-AmlOnlineEndpoint people | Remove-AmlOnlineEndpoint -Force | Should -BeNullOrEmpty
        Get-AmlOnlineEndpoint | Should -BeNullOrEmpty
        Remove-AmlModel score:1 -Force
    }

    It 'is an error for one that is not there' {
        $failure = Get-Failure { Remove-AmlOnlineEndpoint people -Force }
        $failure.CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failure | Should -Match "'people'"
    }
}
