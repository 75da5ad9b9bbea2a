BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    $commands = Get-Command -Module AmlEndpoints
    $manifest = Import-PowerShellDataFile $module
}

Describe 'The module' {
    It 'has a valid manifest' {
        $info = Test-ModuleManifest $module -ErrorAction Stop
        $info.Version | Should -Be $manifest.ModuleVersion
        $info.ExportedCmdlets.Keys | Sort-Object | Should -Be $manifest.CmdletsToExport
    }

    It 'exports the cmdlet classes, each with a file of tests here' {
        $classes = $commands[0].ImplementingType.Assembly.GetTypes() |
            Where-Object { $_.IsSubclassOf([System.Management.Automation.Cmdlet]) -and -not $_.IsAbstract } |
            ForEach-Object { $_.GetCustomAttributes([System.Management.Automation.CmdletAttribute], $false) } |
            ForEach-Object { "$($_.VerbName)-$($_.NounName)" } | Sort-Object
        $files = Get-ChildItem "$PSScriptRoot/*-*.Tests.ps1" | ForEach-Object { $_.Name -replace '\.Tests\.ps1$' } | Sort-Object

        $commands.Name | Sort-Object | Should -Be $classes
        $manifest.CmdletsToExport | Should -Be $classes
        $files | Should -Be $classes
    }

    It 'uses approved verbs and singular nouns' {
        $commands.Verb | Should -BeIn (Get-Verb).Verb
        $commands.Noun | Should -Match '^Aml[A-Z][A-Za-z]*[^s]$'
    }

    It 'is imported again by force, and after it was removed, without a warning' {
        Import-Module (Split-Path $module) -Force -WarningVariable warnings 3> $null
        Remove-Module AmlEndpoints
        Import-Module $module -WarningVariable +warnings 3> $null

        $warnings | Should -BeNullOrEmpty
        Invoke-AmlPrediction $exampleModel $testData/images.csv | Get-Label | Should -Be 'Ankle Boot', 'Pullover'
    }

    It 'has a view for <_>' -ForEach 'AmlEndpoints.Models.MlflowModel', 'AmlEndpoints.Inspection.ModelFinding' {
        Get-FormatData -TypeName $_ -PowerShellVersion $PSVersionTable.PSVersion | Should -Not -BeNullOrEmpty
    }

    It 'loads its packages only when they are needed' {
        $loaded = pwsh -NoProfile -Command "Import-Module '$module'; [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { `$_.GetName().Name }"

        $loaded | Should -Contain 'AmlEndpoints.Cmdlets'
        $loaded | Should -Not -Contain 'Microsoft.ML.OnnxRuntime'
        $loaded | Should -Not -Contain 'YamlDotNet'
    }

    It 'works where another module has loaded an older YamlDotNet' {
        $cache = $env:NUGET_PACKAGES ?? (Join-Path $HOME '.nuget/packages')
        $old = Get-ChildItem (Join-Path $cache 'yamldotnet/1[1-6].*/lib/netstandard2.*/YamlDotNet.dll') -ErrorAction Ignore | Select-Object -First 1
        if (-not $old) {
            Set-ItResult -Skipped -Because 'the NuGet cache has no older YamlDotNet; restoring tests/AmlEndpoints.OldYaml brings one'
        }

        $lines = pwsh -NoProfile -Command @"
            [System.Reflection.Assembly]::LoadFrom('$old').GetName().Version.Major
            `$null = [YamlDotNet.RepresentationModel.YamlStream]::new()
            Import-Module '$module'
            (Invoke-AmlPrediction '$exampleModel' '$testData/images.csv').Count
            (Test-AmlModel '$exampleModel' -Quiet)
"@

        [int] $lines[0] | Should -BeIn (11..16)
        $lines[1..2] | Should -Be '2', 'True'
    }
}
