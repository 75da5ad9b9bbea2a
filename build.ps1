<#
.SYNOPSIS
Builds, tests, shows, measures or packs the module. Needs only the .NET SDK.
.DESCRIPTION
Runs in PowerShell, and where that is not installed in the repository's own shell:
dotnet run --project tools/AmlShell -- -NoModule build.ps1 -Task Test
.PARAMETER Task
Build leaves the module in out/AmlEndpoints. Test builds and runs all tests. Demo runs the whole life of an endpoint in the local workspace.
Bench prints the benchmarks' table. Pack makes out/AmlEndpoints.<version>.zip of the built module.
#>
param([ValidateSet('Build', 'Test', 'Demo', 'Bench', 'Pack')] [string] $Task = 'Build')

$ErrorActionPreference = 'Stop'

function Invoke-Dotnet {
    dotnet @args
    if ($LASTEXITCODE) { throw "dotnet $args failed with exit code $LASTEXITCODE." }
}

function Compress-Module {
    $version = [regex]::Match([IO.File]::ReadAllText("$PSScriptRoot/module/AmlEndpoints.psd1"), "ModuleVersion\s*=\s*'([\d.]+)'").Groups[1].Value
    $package = "$PSScriptRoot/out/AmlEndpoints.$version.zip"
    [IO.File]::Delete($package)
    [IO.Compression.ZipFile]::CreateFromDirectory("$PSScriptRoot/out/AmlEndpoints", $package, 'Optimal', $true)
    "$package ($([Math]::Round([IO.FileInfo]::new($package).Length / 1MB, 1)) MB)"
}

switch ($Task) {
    Build { Invoke-Dotnet build "$PSScriptRoot/AmlEndpoints.sln" }
    Test { Invoke-Dotnet test "$PSScriptRoot/AmlEndpoints.sln" }
    Demo { Invoke-Dotnet run --project "$PSScriptRoot/tools/AmlShell" '--' "$PSScriptRoot/examples/endpoint_1/run.ps1" }
    Bench { Invoke-Dotnet run --configuration Release --project "$PSScriptRoot/bench/AmlEndpoints.Benchmarks" }
    Pack {
        Invoke-Dotnet build "$PSScriptRoot/AmlEndpoints.sln"
        Compress-Module
    }
}
