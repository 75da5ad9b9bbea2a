BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive
    Connect-TestWorkspace
    Add-TestModel
    $null = New-AmlModel score score
    $null = New-AmlModel other score
}

AfterAll {
    Stop-TestWorkspace
    Pop-Location
}

Describe 'Get-AmlModel' {
    It 'gives the last version of each, or of those that a pattern names' {
        (Get-AmlModel | Sort-Object Name | ForEach-Object { "$_" }) | Should -Be 'other:1', 'score:2'
        Get-AmlModel sc* | ForEach-Object { "$_" } | Should -Be 'score:2'
        Get-AmlModel nothing* | Should -BeNullOrEmpty
    }

    It 'gives <reference>' -ForEach @(
        @{ reference = 'score'; version = 2 }
        @{ reference = 'score@latest'; version = 2 }
        @{ reference = 'score:1'; version = 1 }
        @{ reference = 'azureml:score:1'; version = 1 }
    ) {
        (Get-AmlModel $reference).Version | Should -Be $version
    }

    It 'gives all versions' {
        (Get-AmlModel score -AllVersions).Version | Should -Be 2, 1
        (Get-AmlModel score -Version 1).Version | Should -Be 1
    }

    It 'says which one is not there, and gives the others' {
        Get-AmlModel none, score:9, other -ErrorAction SilentlyContinue -ErrorVariable failures | ForEach-Object Name | Should -Be 'other'
        $failures | Should -HaveCount 2
        $failures[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failures[0] | Should -Match "'none'"
    }

    It 'shows a table, and a list without the wire' {
        Get-AmlModel score:1 | Out-String | Should -Match 'score\s+1\s+mlflow_model'
        $list = Get-AmlModel score:1 | Format-List | Out-String
        $list | Should -Match 'Name\s+: score'
        $list | Should -Not -Match '(?m)^Json\b'
        Get-AmlModel score:1 | Select-Object Name, Version | ConvertTo-Json -Compress | Should -Be '{"Name":"score","Version":"1"}'
    }

    It 'completes nothing it does not know: a wrong label is an error' {
        Get-ErrorId { Get-AmlModel score@newest } | Should -Be 'Service.InvalidName'
    }
}
