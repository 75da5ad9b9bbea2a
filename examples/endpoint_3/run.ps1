<#
.SYNOPSIS
An endpoint that takes tokens instead of keys: a token is fetched, used, and expires.
.DESCRIPTION
Works in the workspace that the session is connected to, or else in the local one, whose server starts and ends with this process.
Uses only the engine's own commands, so it runs in PowerShell and in tools/AmlShell alike.
#>
$ErrorActionPreference = 'Stop'
if (-not (Get-Module AmlEndpoints)) { Import-Module "$PSScriptRoot/../../out/AmlEndpoints" }
if (-not (Get-AmlWorkspace -ErrorAction Ignore)) { $null = Connect-AmlWorkspace -Local }
$request = "$PSScriptRoot/../../test_data/images_azureml.json"

try {
    $null = New-AmlModel -Name model-online-3 -Version 1 -Type mlflow_model -Path "$PSScriptRoot/../endpoint_1/model"
    $endpoint = New-AmlOnlineEndpoint -File "$PSScriptRoot/cloud/endpoint.yml"
    $null = New-AmlOnlineDeployment -File "$PSScriptRoot/cloud/deployment.yml" -AllTraffic
    "Created the endpoint $($endpoint.Name) with its deployment; it takes $($endpoint.AuthMode)"

    $credential = Get-AmlCredential $endpoint.Name -AsPlainText
    "The token lives for $([Math]::Round(($credential.ExpiresOn - [DateTimeOffset]::UtcNow).TotalMinutes)) minutes"

    'Two images, sent by Invoke-AmlPrediction, which fetches a token by itself:'
    Invoke-AmlPrediction -EndpointName $endpoint.Name -InputPath $request | & "$PSScriptRoot/../Show-Prediction.ps1"

    'Raw POSTs, with the token and with a forged one:'
    foreach ($token in $credential.AccessToken, ($credential.AccessToken.Remove(20, 1))) {
        $client = [Net.Http.HttpClient]::new()
        $client.DefaultRequestHeaders.Add('Authorization', "Bearer $token")
        $body = [Net.Http.StringContent]::new([IO.File]::ReadAllText($request), [Text.Encoding]::UTF8, 'application/json')
        $response = $client.PostAsync($endpoint.ScoringUri, $body).Result
        "$([int]$response.StatusCode) $($response.ReasonPhrase)"
    }
}
finally {
    Remove-AmlOnlineEndpoint endpoint-online-3 -Force -ErrorAction Ignore
    Remove-AmlModel model-online-3 -Version 1 -Force -ErrorAction Ignore
}

'Deleted the endpoint and the model'
