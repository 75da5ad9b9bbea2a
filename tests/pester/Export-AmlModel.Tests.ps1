BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive
}

AfterAll { Pop-Location }

Describe 'Export-AmlModel' {
    It 'packs every model of a folder' {
        Get-ChildItem $models/*_input*.onnx | ForEach-Object { Export-AmlModel $_ "all_$($_.BaseName)" } | Test-AmlModel | Where-Object Severity -EQ Error | Should -BeNullOrEmpty
        Get-ChildItem all_* | Should -HaveCount 3
    }

    It 'makes the folder of the first example again' {
        $made = Export-AmlModel $repository/examples/train/fashion_mnist.onnx fashion -ColumnName (0..783 | ForEach-Object { "col_$_" }) -InputExample $testData/images.csv

        $lasting = { $_ -notmatch 'model_uuid|utc_time_created' }
        Get-Content fashion/MLmodel | Where-Object $lasting | Should -Be (Get-Content $exampleModel/MLmodel | Where-Object $lasting)
        foreach ($file in Get-ChildItem $exampleModel -File -Recurse | Where-Object Name -NE MLmodel) {
            $relative = [IO.Path]::GetRelativePath($exampleModel, $file)
            (Get-FileHash fashion/$relative).Hash | Should -Be (Get-FileHash $file).Hash -Because $relative
        }
        Get-ChildItem fashion -Recurse | Should -HaveCount (Get-ChildItem $exampleModel -Recurse).Count
        $made.Folder | Should -Be (Join-Path $TestDrive fashion)
    }

    It 'shows the folder and its signature' {
        $text = Export-AmlModel $models/multi_input.onnx shown -ColumnName age, income | Out-String
        $text | Should -Match 'Folder\s*:.*shown'
        $text | Should -Match 'age'
    }

    It 'asks where the preference says so, and does nothing with -WhatIf' {
        Export-AmlModel $models/multi_input.onnx planned -WhatIf
        & { $WhatIfPreference = $true; Export-AmlModel $models/multi_input.onnx planned }
        'planned' | Should -Not -Exist
    }

    It 'refuses a folder that exists' {
        Export-AmlModel $models/int64.onnx twice
        Get-ErrorId { Export-AmlModel $models/int64.onnx twice -ErrorAction Stop } | Should -Be 'FileExists'
        Export-AmlModel $models/int64.onnx twice -Force
        Get-ChildItem -Force -Filter '.*' | Should -BeNullOrEmpty
    }

    It 'completes the column types' {
        (TabExpansion2 'Export-AmlModel a.onnx a -ColumnType ').CompletionMatches.CompletionText | Should -Contain 'double'
    }
}
