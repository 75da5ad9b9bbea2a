BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive
    $null = Export-AmlModel $models/multi_input.onnx score -ColumnName age, income
    @'
age,income,name
1,1000,Ada
2,2000,Bo
'@ | Set-Content rows.csv
}

AfterAll { Pop-Location }

Describe 'Invoke-AmlPrediction' {
    It 'predicts the two test images from <_>' -ForEach 'images.csv', 'images.json', 'images_azureml.json', 'images/*.png' {
        Invoke-AmlPrediction $exampleModel $testData/$_ | Get-Label | Should -Be 'Ankle Boot', 'Pullover'
    }

    It 'shows a row a line as a table' {
        $lines = Invoke-AmlPrediction $exampleModel $testData/images.csv | Format-Table | Out-String -Width 200 -Stream | Where-Object { $_.Trim() }
        $lines | Should -HaveCount 4
        -split $lines[0] | Should -Be (0..9)
    }

    It 'takes rows of Import-Csv' {
        (Import-Csv rows.csv | Invoke-AmlPrediction score).score | Should -Be 1.5, 3
    }

    It 'takes rows of ConvertFrom-Json' {
        ('[{"age": 1, "income": 1000}, {"age": 2, "income": 2000}]' | ConvertFrom-Json | Invoke-AmlPrediction score).score | Should -Be 1.5, 3
    }

    It 'takes calculated rows of Select-Object' {
        (Import-Csv rows.csv | Select-Object @{ n = 'age'; e = { 10 * $_.age } }, income | Invoke-AmlPrediction score).score | Should -Be 6, 12
    }

    It 'takes the lines of a file as the values of a tensor' {
        1..4 | Set-Content numbers.txt
        (@{ x = Get-Content numbers.txt } | Invoke-AmlPrediction $models/fixed_batch.onnx).'0' | Should -Be 12
    }

    It 'takes files of Get-ChildItem' {
        Get-ChildItem $testData/images | Invoke-AmlPrediction $exampleModel | Get-Label | Should -Be 'Ankle Boot', 'Pullover'
        (Get-Item rows.csv, rows.csv | Invoke-AmlPrediction score).score | Should -Be 1.5, 3, 1.5, 3
    }

    It 'gives objects for other cmdlets' {
        Invoke-AmlPrediction score rows.csv | Measure-Object score -Sum | ForEach-Object Sum | Should -Be 4.5
        Invoke-AmlPrediction score rows.csv | ConvertTo-Json -Compress | Should -Be '[{"score":1.5},{"score":3.0}]'
        Invoke-AmlPrediction score rows.csv | ConvertTo-Csv | Should -Be '"score"', '"1.5"', '"3"'
    }

    It 'gives JSON with -Raw that ConvertFrom-Json reads' {
        (Invoke-AmlPrediction score rows.csv -Raw | ConvertFrom-Json).predictions.score | Should -Be 1.5, 3
    }

    It 'reads numbers alike in every culture' {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            'age,income', '1.5,1000' | Set-Content dots.csv
            (Invoke-AmlPrediction score dots.csv).score | Should -Be 1.75
            ([pscustomobject]@{ age = '1.5'; income = 1000.0 } | Invoke-AmlPrediction score).score | Should -Be 1.75
            Invoke-AmlPrediction score dots.csv -OutputPath dots.out.csv
            Get-Content dots.out.csv | Should -Be 'score', '1.75'
        }
        finally {
            [cultureinfo]::CurrentCulture = $culture
        }
    }

    It 'writes <_> that PowerShell reads again' -ForEach 'csv', 'json', 'jsonl' {
        Invoke-AmlPrediction score rows.csv -OutputPath "out.$_"
        $read = switch ($_) {
            csv { Import-Csv out.csv }
            json { Get-Content out.json -Raw | ConvertFrom-Json }
            jsonl { Get-Content out.jsonl | ConvertFrom-Json }
        }
        [double[]] $read.score | Should -Be 1.5, 3
    }

    It 'takes paths of other drives and of home' {
        Invoke-AmlPrediction score TestDrive:/rows.csv | Should -HaveCount 2
        Get-ErrorId { Invoke-AmlPrediction score ~/no-such-file.csv -ErrorAction Stop } | Should -Be 'FileNotFound'
    }

    It 'completes -ContentType' {
        (TabExpansion2 'Invoke-AmlPrediction score rows.csv -ContentType ').CompletionMatches.CompletionText | Should -Be 'Csv', 'Image', 'Json'
    }

    It 'can be caught by its error id' {
        Get-ErrorId { Invoke-AmlPrediction nope rows.csv } | Should -Be 'FileNotFound'
        Get-ErrorId { @{ age = 1 } | Invoke-AmlPrediction score -ErrorAction Stop } | Should -Be 'InputMissingColumns'
    }
}

Describe 'Invoke-AmlPrediction -EndpointName' {
    BeforeAll {
        Connect-TestWorkspace
        $null = New-AmlModel score score
        $null = New-AmlOnlineEndpoint people
        $null = New-AmlOnlineDeployment people blue score:1 -AllTraffic
        $null = New-AmlOnlineDeployment people green score:1
    }

    AfterAll { Stop-TestWorkspace }

    It 'predicts what the model in this process does, from <_>' -ForEach 'rows.csv', 'request.json' {
        Import-Csv rows.csv | Select-Object age, income | ConvertTo-AmlRequest -OutputPath request.json
        (Invoke-AmlPrediction -EndpointName people $_).score | Should -Be 1.5, 3
    }

    It 'takes rows of the pipeline, in requests of -BatchSize' {
        $answers = 1..5 | ForEach-Object { [pscustomobject]@{ age = $_; income = 1000 * $_ } } | Invoke-AmlPrediction -EndpointName people -BatchSize 2 -IncludeResponse
        $answers | Should -HaveCount 3
        $answers.Predictions.score | Should -Be 1.5, 3, 4.5, 6, 7.5
        $answers.DeploymentName | Select-Object -Unique | Should -Be 'blue'
    }

    It 'asks the deployment that is named' {
        (Invoke-AmlPrediction -EndpointName people rows.csv -DeploymentName green -IncludeResponse).DeploymentName | Should -Be 'green'
    }

    It 'writes <_> as the model in this process does' -ForEach 'csv', 'json', 'jsonl' {
        Invoke-AmlPrediction score rows.csv -OutputPath "model.$_"
        Invoke-AmlPrediction -EndpointName people rows.csv -OutputPath "endpoint.$_"
        (Get-FileHash "endpoint.$_").Hash | Should -Be (Get-FileHash "model.$_").Hash
        Get-ErrorId { Invoke-AmlPrediction -EndpointName people rows.csv -OutputPath "endpoint.$_" -NoClobber } | Should -Be 'FileExists'
    }

    It 'writes nothing with -WhatIf, and nothing that lacks rows' {
        Invoke-AmlPrediction -EndpointName people rows.csv -OutputPath planned.csv -WhatIf
        @{ age = 1; income = 1 }, @{ age = 'old'; income = 2 } | Invoke-AmlPrediction -EndpointName people -BatchSize 1 -OutputPath planned.csv -ErrorAction SilentlyContinue -ErrorVariable failures -WarningAction SilentlyContinue
        $failures | Should -Not -BeNullOrEmpty
        'planned.csv' | Should -Not -Exist
    }

    It 'refuses <why>, and the session goes on' -ForEach @(
        @{ why = 'an endpoint that is not there'; script = { Invoke-AmlPrediction -EndpointName nobody rows.csv }; says = "'nobody'" }
        @{ why = 'a deployment that is not there'; script = { Invoke-AmlPrediction -EndpointName people rows.csv -DeploymentName none }; says = "'none'" }
        @{ why = 'a missing column'; script = { @{ age = 1 } | Invoke-AmlPrediction -EndpointName people }; says = 'income' }
        @{ why = 'a file that is not there'; script = { Invoke-AmlPrediction -EndpointName people nowhere.csv }; says = 'nowhere.csv' }
    ) {
        "$(Get-Failure $script)" | Should -BeLike "*$says*"
        (@{ age = 1; income = 1000 } | Invoke-AmlPrediction -EndpointName people).score | Should -Be 1.5
    }
}
