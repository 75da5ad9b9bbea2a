BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive
    Connect-TestWorkspace
    $null = Export-AmlModel $models/multi_input.onnx score -ColumnName age, income
}

AfterAll {
    Stop-TestWorkspace
    Pop-Location
}

Describe 'New-AmlModel' {
    It 'uploads nothing with -WhatIf' {
        New-AmlModel score -Path score -WhatIf
        & { $WhatIfPreference = $true; New-AmlModel score -Path score }
        Get-AmlModel | Should -BeNullOrEmpty
        Get-ChildItem workspace -Recurse -Filter model.onnx | Should -BeNullOrEmpty
    }

    It 'takes the next version when none is named' {
        $first = New-AmlModel score score
        $first.GetType().FullName | Should -Be 'AmlEndpoints.Assets.ModelVersion'
        "$first", "$(New-AmlModel score score)" | Should -Be 'score:1', 'score:2'
        $first.Type | Should -Be 'mlflow_model'
    }

    It 'refuses a version that exists' {
        $failure = Get-Failure { New-AmlModel score -Version 1 -Path score }
        $failure.FullyQualifiedErrorId | Should -Match '^Service\.Exists,'
        $failure.CategoryInfo.Category | Should -Be 'ResourceExists'
        $failure | Should -Match 'Set-AmlModel'
    }

    It 'keeps what is said of it' {
        $model = New-AmlModel told score -Description 'Scores people' -Tag @{ team = 'ml' } -Property @{ source = 'test' } -Stage Production
        $model.Description, $model.Tags.team, $model.Property.source, $model.Stage | Should -Be 'Scores people', 'ml', 'test', 'Production'
    }

    It 'takes names and folders of a table' {
        'name,path,version', 'first,score,7', 'second,score,8' | Set-Content models.csv
        Import-Csv models.csv | New-AmlModel | ForEach-Object { "$_" } | Should -Be 'first:7', 'second:8'
        (Export-AmlModel $models/int64.onnx int64 | New-AmlModel int64).Type | Should -Be 'mlflow_model'
    }

    It 'goes on behind a folder that is not there' {
        'name,path', 'none,nowhere', 'there,score' | ConvertFrom-Csv | New-AmlModel -ErrorVariable failures -ErrorAction SilentlyContinue | ForEach-Object { "$_" } | Should -Be 'there:1'
        $failures | Should -HaveCount 1
        $failures[0].FullyQualifiedErrorId | Should -Match '^FileNotFound,'
        $failures[0] | Should -Match 'nowhere'
    }

    It 'refuses <name>' -ForEach @(
        @{ name = 'a/b' }
        @{ name = 'white space' }
        @{ name = 'x' * 300 }
    ) {
        Get-ErrorId { New-AmlModel $name score } | Should -Be 'Service.InvalidName'
    }

    It 'refuses a folder that is no MLflow model when it is to be one' {
        $null = New-Item -ItemType Directory bare
        'x' | Set-Content bare/weights.txt
        Get-Failure { New-AmlModel bare bare -Type mlflow_model } | Should -Match 'MLmodel'
        (New-AmlModel bare bare).Type | Should -Be 'custom_model'
    }

    It 'reads a file, with parameters over it' {
        'name: filed', 'version: 3', 'path: ./score', 'description: from a file' | Set-Content model.yml
        $model = New-AmlModel -File model.yml -Description 'by hand'
        "$model", $model.Description | Should -Be 'filed:3', 'by hand'
    }

    It 'names the line and the column of what is wrong in a file' {
        $failure = Get-Failure { New-AmlModel -File $testData/yaml/invalid/model-many.yml }
        $failure.FullyQualifiedErrorId | Should -Match '^SpecInvalid,'
        $failure | Should -Match 'model-many\.yml\(2,10\)'
        Get-ErrorId { New-AmlModel -File nowhere.yml } | Should -Be 'FileNotFound'
    }
}
