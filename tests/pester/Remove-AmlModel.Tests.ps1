BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive
    Connect-TestWorkspace
    Add-TestModel
    $null = 2..3 | ForEach-Object { New-AmlModel score score }
}

AfterAll {
    Stop-TestWorkspace
    Pop-Location
}

Describe 'Remove-AmlModel' {
    It 'removes nothing with -WhatIf' {
        Remove-AmlModel score:1 -WhatIf
        Remove-AmlModel score:1 -Force -WhatIf
        Get-AmlModel score:1 | Should -Not -BeNullOrEmpty
    }

    It 'wants a version, or -Force for all of them' {
        Get-ErrorId { Remove-AmlModel score } | Should -Be 'Service.InvalidArgument'
        (Get-AmlModel score -AllVersions).Count | Should -Be 3
    }

    It 'takes models of the pipeline' {
        Get-AmlModel score:2 | Remove-AmlModel -Confirm:$false
        (Get-AmlModel score -AllVersions).Version | Should -Be 3, 1
    }

    It 'keeps a model that a deployment uses, and says which' {
        $null = New-AmlOnlineEndpoint people
        $null = New-AmlOnlineDeployment people blue score:1
        $failure = Get-Failure { Remove-AmlModel score:1 -Force }
        $failure.CategoryInfo.Category | Should -Be 'ResourceExists'
        $failure | Should -Match 'people/blue'
        Remove-AmlOnlineEndpoint people -Force
    }

    It 'removes all versions with -Force' {
        Remove-AmlModel score -Force
        Get-AmlModel | Should -BeNullOrEmpty
        Get-Failure { Remove-AmlModel score:1 -Force } | ForEach-Object { $_.CategoryInfo.Category } | Should -Be 'ObjectNotFound'
    }
}
