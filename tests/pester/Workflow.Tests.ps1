BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive
    $null = Export-AmlModel $models/multi_input.onnx score -ColumnName age, income
    'age,income', '1,1000', '2,2000' | Set-Content people.csv

    # Large enough that nothing below can be done with it in passing.
    $big = Join-Path $TestDrive 'big.csv'
    [IO.File]::WriteAllText($big, "age,income`n" + "1,2`n" * 5000000)

    # Nobody may hold the file any more.
    function Test-Free($Path) {
        try { [IO.File]::Open($Path, 'Open', 'ReadWrite', 'None').Dispose(); $true } catch { $false }
    }
}

AfterAll { Pop-Location }

Describe 'From an ONNX file to predictions' {
    It 'exports, tests and predicts' {
        $model = Export-AmlModel $models/multi_input.onnx fresh -ColumnName age, income
        Test-AmlModel $model.Folder | Where-Object Severity -EQ Error | Should -BeNullOrEmpty

        [pscustomobject]@{ id = 7; age = 1; income = 1000 }, [pscustomobject]@{ id = 8; age = 2; income = 2000 } | Export-Csv named.csv
        $people = Import-Csv named.csv
        $scores = $people | Invoke-AmlPrediction $model.Folder
        $joined = foreach ($i in 0..1) { [pscustomobject]@{ id = $people[$i].id; score = $scores[$i].score } }
        $joined | Export-Csv scored.csv

        (Import-Csv scored.csv).score | Should -Be '1.5', '3'
        Invoke-AmlPrediction fresh named.csv -OutputPath predictions.csv
        Get-Content predictions.csv | Should -Be 'score', '1.5', '3.0'
    }

    It 'names the two test images' {
        ConvertTo-AmlRequest $testData/images/*.png -OutputPath request.json
        $best = Invoke-AmlPrediction $exampleModel request.json | Get-Label
        $best | Should -Be 'Ankle Boot', 'Pullover'
    }

    It 'goes on behind wrong input, and tells all of it' {
        'age,income', '1,x' | Set-Content bad.csv
        'age,income', '3,3000' | Set-Content good.csv
        $scores = Invoke-AmlPrediction score bad.csv, nope.csv, good.csv -ErrorVariable problems -ErrorAction SilentlyContinue

        $scores.score | Should -Be 4.5
        $problems.FullyQualifiedErrorId -replace ',.*' | Should -Be 'InputInvalidValue', 'FileNotFound'
        $problems[0].Exception.Message | Should -Match "bad\.csv.*line 2.*'income'.*'x'"
    }

    It 'plans with -WhatIf' {
        Invoke-AmlPrediction score people.csv -OutputPath planned.csv -WhatIf
        Export-AmlModel $models/int64.onnx planned -WhatIf
        Get-ChildItem planned* | Should -BeNullOrEmpty
    }
}

Describe 'Ending early' {
    It 'stops at the first row that Select-Object wants' {
        Invoke-AmlPrediction score $big | Select-Object -First 1 | ForEach-Object score | Should -Be ([float] 0.502)
        Test-Free $big | Should -BeTrue
        Get-ChildItem -Force -Filter '.*' | Should -BeNullOrEmpty
    }

    It 'stops reading the pipeline at the first row that Select-Object wants' {
        $read = 0
        1..10000 | ForEach-Object { $read++; @{ age = $_; income = 0 } } | Invoke-AmlPrediction score | Select-Object -First 2 | Should -HaveCount 2
        $read | Should -BeLessThan 1000
    }

    It 'stops <_> and leaves nothing behind' -ForEach @(
        "Invoke-AmlPrediction score big.csv -OutputPath out.csv"
        "Invoke-AmlPrediction score big.csv | ForEach-Object { `$_ }"
        "Import-Csv big.csv | Invoke-AmlPrediction score -OutputPath out.csv"
    ) {
        $shell = [powershell]::Create().AddScript("Set-Location '$TestDrive'; Import-Module '$module'; 'ready'; $_")
        $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
        $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
        while ($output.Count -eq 0) { Start-Sleep -Milliseconds 5 }
        Start-Sleep -Milliseconds 100
        $running.IsCompleted | Should -BeFalse

        $shell.Stop()

        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $shell.Streams.Error | Should -BeNullOrEmpty
        'out.csv' | Should -Not -Exist
        Get-ChildItem -Force -Filter '.*' | Should -BeNullOrEmpty
        Test-Free $big | Should -BeTrue
        $shell.Dispose()
    }
}

Describe 'Many at once' {
    It 'predicts in parallel runspaces' {
        $results = 1..6 | ForEach-Object -ThrottleLimit 3 -Parallel {
            Import-Module $using:module
            @{ age = 2 * $_; income = 0 } | Invoke-AmlPrediction "$using:TestDrive/score"
        }
        $results.score | Sort-Object | Should -Be (1..6)
    }

    It 'predicts in a job' {
        $job = Start-Job { Import-Module $using:module; Import-Csv $using:TestDrive/people.csv | Invoke-AmlPrediction $using:TestDrive/score }
        ($job | Receive-Job -Wait -AutoRemoveJob).score | Should -Be 1.5, 3
    }
}
