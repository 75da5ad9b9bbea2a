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

# The error that a script block ends with; errors that would not end a script do here.
function Get-Failure {
    param([scriptblock] $Script)
    $ErrorActionPreference = 'Stop'
    try { $null = & $Script } catch { $_ }
}

# The id of the error that a script block ends with, without the command behind the comma.
function Get-ErrorId {
    param([scriptblock] $Script)
    ("$((Get-Failure $Script).FullyQualifiedErrorId)" -split ',')[0]
}

# Connects to a workspace of the file's own.
function Connect-TestWorkspace { $null = Connect-AmlWorkspace -Local -Path "$TestDrive/workspace" }

# Ends the server, before Pester removes the folder.
function Stop-TestWorkspace {
    Disconnect-AmlWorkspace
    Stop-AmlLocalServer "$TestDrive/workspace"
}

# Makes the folder of a model with the columns age and income, and registers it as score:1.
function Add-TestModel {
    $null = Export-AmlModel $models/multi_input.onnx "$TestDrive/score" -ColumnName age, income
    $null = New-AmlModel score -Path "$TestDrive/score"
}

# Makes the endpoint people, with the deployments named; the first gets all requests.
function Add-TestEndpoint {
    param([string[]] $Deployment = 'blue')
    Add-TestModel
    $null = New-AmlOnlineEndpoint people
    foreach ($name in $Deployment) { $null = New-AmlOnlineDeployment people $name score:1 -AllTraffic:($name -eq $Deployment[0]) }
}

# What the host prints of a script block, such as the text of -WhatIf.
function Get-HostText {
    param([scriptblock] $Script)
    $null = Start-Transcript "$TestDrive/transcript.txt" -UseMinimalHeader
    try { & $Script } finally { $null = Stop-Transcript }
    Get-Content "$TestDrive/transcript.txt" -Raw
}
