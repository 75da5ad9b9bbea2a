BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive
    Connect-TestWorkspace
    Add-TestEndpoint blue, green
}

AfterAll {
    Stop-TestWorkspace
    Pop-Location
}

Describe 'Remove-AmlOnlineDeployment' {
    It 'keeps one that gets requests, and says how to move them' {
        $failure = Get-Failure { Remove-AmlOnlineDeployment people blue -Force }
        $failure.FullyQualifiedErrorId | Should -Match '^Service\.InvalidState,'
        $failure | Should -Match '100 percent.*Set-AmlTraffic'
    }

    It 'removes nothing with -WhatIf' {
        Remove-AmlOnlineDeployment people green -Force -WhatIf
        (Get-AmlOnlineDeployment people green).Name | Should -Be 'green'
    }

    It 'removes deployments of the pipeline' {
        Get-AmlOnlineDeployment people green | Remove-AmlOnlineDeployment -Force | Should -BeNullOrEmpty
        (Get-AmlOnlineDeployment people *).Name | Should -Be 'blue'
    }

    It 'removes the last one when it gets none' {
        $null = Set-AmlTraffic people @{ blue = 0 }
        Remove-AmlOnlineDeployment people blue -Confirm:$false
        Get-AmlOnlineDeployment people * | Should -BeNullOrEmpty
        Get-Failure { Remove-AmlOnlineDeployment people blue -Force } | ForEach-Object { $_.CategoryInfo.Category } | Should -Be 'ObjectNotFound'
    }
}
