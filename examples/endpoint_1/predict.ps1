<#
.SYNOPSIS
Predicts the two test images with the model of this folder, in this process.
.DESCRIPTION
Uses only the engine's own commands, so it runs in PowerShell and in tools/AmlShell alike.
.PARAMETER InputPath
A CSV or JSON file, or images. Default: the two images of the test data, an ankle boot and a pullover, as CSV.
#>
param([string[]] $InputPath = "$PSScriptRoot/../../test_data/images.csv")

$ErrorActionPreference = 'Stop'
if (-not (Get-Module AmlEndpoints)) {
    Import-Module "$PSScriptRoot/../../out/AmlEndpoints"
}

foreach ($scores in Invoke-AmlPrediction "$PSScriptRoot/model" $InputPath) {
    $scores
    & "$PSScriptRoot/../Show-Prediction.ps1" $scores
}
