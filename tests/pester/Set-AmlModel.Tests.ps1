BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive
    Connect-TestWorkspace
    Add-TestModel
}

AfterAll {
    Stop-TestWorkspace
    Pop-Location
}

Describe 'Set-AmlModel' {
    It 'shows the difference with -WhatIf, and changes nothing' {
        $text = Get-HostText { Set-AmlModel score:1 -Description planned -WhatIf }
        $text | Should -Match 'What if:.*description.*planned'
        (Get-AmlModel score:1).Description | Should -BeNullOrEmpty
    }

    It 'changes what is named' {
        $model = Set-AmlModel score:1 -Description 'Scores people' -Tag @{ team = 'ml' }
        $model.Description, $model.Tags.team | Should -Be 'Scores people', 'ml'
        (Set-AmlModel score@latest -Description new).Tags.team | Should -Be 'ml'
    }

    It 'sends nothing when it is so already' {
        $before = (Get-AmlModel score:1).LastModifiedAt
        Set-AmlModel score:1 -Description new -Verbose 4>&1 | Out-String | Should -Match 'nothing was sent'
        (Get-AmlModel score:1).LastModifiedAt | Should -Be $before
    }

    It 'archives models of the pipeline, and restores them' {
        Get-AmlModel score | Set-AmlModel -Archive
        Get-AmlModel | Should -BeNullOrEmpty
        (Get-AmlModel -ArchivedOnly).Name | Should -Be 'score'
        $null = Set-AmlModel score:1 -Restore
        (Get-AmlModel).Name | Should -Be 'score'
    }

    It 'wants a version for what versions have' {
        Get-ErrorId { Set-AmlModel score -Description all } | Should -Be 'Service.InvalidArgument'
        Get-Failure { Set-AmlModel score:9 -Description none } | ForEach-Object { $_.CategoryInfo.Category } | Should -Be 'ObjectNotFound'
    }
}
