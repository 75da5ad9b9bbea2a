BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive
    $null = Export-AmlModel $models/multi_input.onnx score -ColumnName age, income
    $null = Copy-Item score broken -Recurse
    Remove-Item broken/model.onnx
}

AfterAll { Pop-Location }

Describe 'Test-AmlModel' {
    It 'finds nothing wrong in the example' {
        Test-AmlModel $exampleModel | Where-Object Severity -EQ Error | Should -BeNullOrEmpty
        Test-AmlModel $exampleModel -Quiet | Should -BeTrue
    }

    It 'guards a prediction' {
        if (Test-AmlModel score -Quiet) { $predicted = @{ age = 1; income = 1000 } | Invoke-AmlPrediction score }
        $predicted.score | Should -Be 1.5
        Test-AmlModel broken -Quiet | Should -BeFalse
    }

    It 'takes folders of Get-ChildItem, and files' {
        Get-ChildItem -Directory | Test-AmlModel -Quiet | Should -Be $false, $true
        Get-Item $models/int64.onnx | Test-AmlModel -Quiet | Should -BeTrue
    }

    It 'groups by severity' {
        $findings = Test-AmlModel broken
        $findings | Where-Object Severity -EQ Error | Should -Not -BeNullOrEmpty
        $findings.Advice | ForEach-Object { $_ | Should -Match '\.$' }
        ($findings | Format-Table | Out-String) | Should -Match 'Severity\s+Code'
    }

    It 'is an error for what is not there' {
        Get-ErrorId { Test-AmlModel nope -ErrorAction Stop } | Should -Be 'FileNotFound'
    }
}
