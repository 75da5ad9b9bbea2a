<#
.SYNOPSIS
The whole life of an endpoint: registers the model, creates the endpoint and its deployment, predicts, and deletes everything again.
.DESCRIPTION
Works in the workspace that the session is connected to, or else in the local one, whose server starts and ends with this process.
Uses only the engine's own commands, so it runs in PowerShell and in tools/AmlShell alike.
#>
$ErrorActionPreference = 'Stop'
if (-not (Get-Module AmlEndpoints)) { Import-Module "$PSScriptRoot/../../out/AmlEndpoints" }
if (-not (Get-AmlWorkspace -ErrorAction Ignore)) { $null = Connect-AmlWorkspace -Local }
$request = "$PSScriptRoot/../../test_data/images_azureml.json"

try {
    $model = New-AmlModel -Name model-online-1 -Version 1 -Type mlflow_model -Path "$PSScriptRoot/model"
    "Registered the model $($model.Name), version $($model.Version)"

    $endpoint = New-AmlOnlineEndpoint -File "$PSScriptRoot/cloud/endpoint.yml"
    "Created the endpoint $($endpoint.Name)"

    $deployment = New-AmlOnlineDeployment -File "$PSScriptRoot/cloud/deployment.yml" -AllTraffic
    "Created the deployment $($deployment.Name) of $($deployment.ModelName)"

    'Two images, sent by Invoke-AmlPrediction:'
    Invoke-AmlPrediction -EndpointName $endpoint.Name -InputPath $request | & "$PSScriptRoot/../Show-Prediction.ps1"

    "The same as a raw POST to $($endpoint.ScoringUri):"
    $client = [Net.Http.HttpClient]::new()
    $client.DefaultRequestHeaders.Add('Authorization', "Bearer $((Get-AmlCredential $endpoint.Name -AsPlainText).PrimaryKey)")
    $body = [Net.Http.StringContent]::new([IO.File]::ReadAllText($request), [Text.Encoding]::UTF8, 'application/json')
    $response = $client.PostAsync($endpoint.ScoringUri, $body).Result
    "$([int]$response.StatusCode) $($response.Content.ReadAsStringAsync().Result)"
}
finally {
    Remove-AmlOnlineEndpoint endpoint-online-1 -Force -ErrorAction Ignore
    Remove-AmlModel model-online-1 -Version 1 -Force -ErrorAction Ignore
}

'Deleted the endpoint and the model'
