# Dot-sourced in BeforeAll of each file: the built module, and the paths that tests use.
$repository = (Resolve-Path "$PSScriptRoot/../..").Path
$module = Join-Path $repository 'out/AmlEndpoints/AmlEndpoints.psd1'
$testData = Join-Path $repository 'test_data'
$models = Join-Path $testData 'models'
$exampleModel = Join-Path $repository 'examples/endpoint_1/model'
$labels = 'T-Shirt', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle Boot'

Import-Module $module

# The label with the highest score.
function Get-Label {
    param([Parameter(ValueFromPipeline)] $Scores)
    process { $labels[[int]($Scores.PSObject.Properties | Sort-Object Value -Descending | Select-Object -First 1).Name] }
}

# The id of the error that a script block ends with, without the command behind the comma.
function Get-ErrorId {
    param([scriptblock] $Script)
    try { $null = & $Script } catch { return ($_.FullyQualifiedErrorId -split ',')[0] }
}
