<#
.SYNOPSIS
Safe rollout: two deployments behind one endpoint, and the traffic goes step by step from the first to the second.
.DESCRIPTION
After each step it sends requests and counts which deployment answered. Works in the workspace that the session is connected to, or else in the
local one, whose server starts and ends with this process. Uses only the engine's own commands.
.PARAMETER RequestCount
Requests after each step.
#>
param([int] $RequestCount = 500)

$ErrorActionPreference = 'Stop'
if (-not (Get-Module AmlEndpoints)) { Import-Module "$PSScriptRoot/../../out/AmlEndpoints" }
if (-not (Get-AmlWorkspace -ErrorAction Ignore)) { $null = Connect-AmlWorkspace -Local }
$request = "$PSScriptRoot/../../test_data/images_azureml.json"

try {
    $null = New-AmlModel -Name model-online-4 -Version 1 -Type mlflow_model -Path "$PSScriptRoot/../endpoint_1/model"
    $endpoint = New-AmlOnlineEndpoint -File "$PSScriptRoot/cloud/endpoint.yml"
    $null = New-AmlOnlineDeployment -File "$PSScriptRoot/cloud/deployment-blue.yml" -AllTraffic
    $null = New-AmlOnlineDeployment -File "$PSScriptRoot/cloud/deployment-green.yml"
    "Created the endpoint $($endpoint.Name) with blue, which has all traffic, and green, which has none"

    'Green can be tried before it gets any:'
    Invoke-AmlPrediction -EndpointName $endpoint.Name -DeploymentName green -InputPath $request | & "$PSScriptRoot/../Show-Prediction.ps1"

    $credential = Get-AmlCredential $endpoint.Name -AsPlainText
    $client = [Net.Http.HttpClient]::new()
    $client.DefaultRequestHeaders.Add('Authorization', "Bearer $($credential.PrimaryKey)")
    $text = [IO.File]::ReadAllText($request)
    foreach ($traffic in 'blue=100 green=0', 'blue=90 green=10', 'blue=50 green=50', 'blue=0 green=100') {
        $null = Set-AmlTraffic $endpoint.Name $traffic
        $answers = @{ blue = 0; green = 0 }
        foreach ($number in 1..$RequestCount) {
            $response = $client.PostAsync($endpoint.ScoringUri, [Net.Http.StringContent]::new($text, [Text.Encoding]::UTF8, 'application/json')).Result
            $null = $response.EnsureSuccessStatusCode()
            $answers[@($response.Headers.GetValues('azureml-model-deployment'))[0]]++
        }

        "$traffic -> of $RequestCount requests blue answered $($answers.blue), green $($answers.green)"
    }

    Remove-AmlOnlineDeployment $endpoint.Name blue -Force
    'Deleted blue, which has no traffic any more'
}
finally {
    Remove-AmlOnlineEndpoint endpoint-online-4 -Force -ErrorAction Ignore
    Remove-AmlModel model-online-4 -Version 1 -Force -ErrorAction Ignore
}

'Deleted the endpoint and the model'
