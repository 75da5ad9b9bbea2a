BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive
}

AfterAll { Pop-Location }

Describe 'ConvertTo-AmlRequest' {
    It 'makes <file> byte for byte' -ForEach @(
        @{ dialect = 'Csv'; file = 'images.csv' }
        @{ dialect = 'Split'; file = 'images.json' }
        @{ dialect = 'InputData'; file = 'images_azureml.json' }
    ) {
        Get-ChildItem $testData/images | ConvertTo-AmlRequest -Dialect $dialect -OutputPath $file
        (Get-FileHash $file).Hash | Should -Be (Get-FileHash $testData/$file).Hash
    }

    It 'makes a request of rows that ConvertFrom-Json reads' {
        $request = Get-Date -Year 2026 | Select-Object Year, @{ n = 'half'; e = { 0.5 } } | ConvertTo-AmlRequest | ConvertFrom-Json
        $request.input_data.columns | Should -Be 'Year', 'half'
        $request.input_data.data[0] | Should -Be 2026, 0.5
    }

    It 'keeps texts of Import-Csv as numbers where all of a column are' {
        'a,b', '1,x', '2,3' | Set-Content mixed.csv
        Import-Csv mixed.csv | ConvertTo-AmlRequest -Dialect DataframeRecords | Should -Be '{"dataframe_records":[{"a":1,"b":"x"},{"a":2,"b":"3"}]}'
    }

    It 'takes the names of a model for images' {
        ConvertTo-AmlRequest $testData/images/*.png -ModelPath $exampleModel | Set-Content -NoNewline named.json
        Invoke-AmlPrediction $exampleModel named.json | Get-Label | Should -Be 'Ankle Boot', 'Pullover'
    }

    It 'completes the dialects' {
        (TabExpansion2 'ConvertTo-AmlRequest a.png -Dialect Data').CompletionMatches.CompletionText | Should -Be 'DataframeRecords', 'DataframeSplit'
    }

    It 'writes nothing with -WhatIf' {
        @{ a = 1 } | ConvertTo-AmlRequest -OutputPath planned.json -WhatIf
        'planned.json' | Should -Not -Exist
    }
}
