BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive
    Connect-TestWorkspace
    Add-TestModel
    $null = New-AmlOnlineEndpoint people
}

AfterAll {
    Stop-TestWorkspace
    Pop-Location
}

Describe 'New-AmlOnlineDeployment' {
    It 'deploys nothing with -WhatIf' {
        New-AmlOnlineDeployment people blue score:1 -WhatIf
        Get-AmlOnlineDeployment people * | Should -BeNullOrEmpty
    }

    It 'deploys a model of the pipeline and gives it all requests' {
        $deployment = Get-AmlModel score | New-AmlOnlineDeployment people blue -AllTraffic
        "$deployment", $deployment.ModelName, $deployment.ProvisioningState | Should -Be 'blue', 'score:1', 'Succeeded'
        (Get-AmlOnlineEndpoint people).Traffic['blue'] | Should -Be 100
        (@{ age = 1; income = 1000 } | Invoke-AmlPrediction -EndpointName people).score | Should -Be 1.5
    }

    It 'gives no requests by itself, and keeps what is said of it' {
        $deployment = New-AmlOnlineDeployment people green score@latest -InstanceCount 2 -RequestTimeoutMilliseconds 2500 -MaxConcurrentRequestsPerInstance 3 -EnvironmentVariable @{ COLOR = 'green' } -Tag @{ step = 2 }
        $deployment.InstanceCount, $deployment.RequestTimeout.TotalMilliseconds, $deployment.MaxConcurrentRequestsPerInstance | Should -Be 2, 2500, 3
        $deployment.EnvironmentVariables.COLOR, $deployment.Tags.step | Should -Be 'green', '2'
        (Get-AmlOnlineEndpoint people).Traffic['green'] | Should -BeIn 0, $null
    }

    It 'refuses <why>' -ForEach @(
        @{ why = 'a name that is taken'; script = { New-AmlOnlineDeployment people blue score:1 }; id = 'Service.Exists'; says = 'Set-AmlOnlineDeployment' }
        @{ why = 'a bad name'; script = { New-AmlOnlineDeployment people bad_name score:1 }; id = 'Service.InvalidName'; says = 'bad_name' }
        @{ why = 'a model that is not there'; script = { New-AmlOnlineDeployment people red none@latest }; id = 'Service.*'; says = "'none'" }
        @{ why = 'a version that is not there'; script = { New-AmlOnlineDeployment people red score:9 }; id = 'Service.*'; says = 'score:9' }
        @{ why = 'a text that names no version'; script = { New-AmlOnlineDeployment people red score }; id = 'Service.Invalid*'; says = 'score@latest' }
        @{ why = 'an endpoint that is not there'; script = { New-AmlOnlineDeployment nobody red score:1 }; id = 'Service.*NotFound'; says = "'nobody'" }
        @{ why = 'something that is no model'; script = { Get-Date | New-AmlOnlineDeployment people red }; id = 'Service.InvalidArgument'; says = 'Get-AmlModel' }
    ) {
        $failure = Get-Failure $script
        ($failure.FullyQualifiedErrorId -split ',')[0] | Should -BeLike $id
        "$failure" | Should -BeLike "*$says*"
        (Get-AmlOnlineDeployment people *).Name | Sort-Object | Should -Be 'blue', 'green'
    }

    It 'reads <folder>/<file>' -ForEach @(
        @{ folder = 'endpoint_1'; file = 'deployment.yml'; name = 'blue' }
        @{ folder = 'endpoint_4'; file = 'deployment-green.yml'; name = 'green' }
    ) {
        $null = New-AmlModel "model-online-$($folder[-1])" $exampleModel
        $endpoint = New-AmlOnlineEndpoint -File $repository/examples/$folder/cloud/endpoint.yml
        $deployment = New-AmlOnlineDeployment -File $repository/examples/$folder/cloud/$file -AllTraffic
        "$($deployment.EndpointName)/$($deployment.Name)" | Should -Be "$($endpoint.Name)/$name"
        Invoke-AmlPrediction -EndpointName $endpoint.Name $testData/images_azureml.json | Get-Label | Should -Be 'Ankle Boot', 'Pullover'
    }

    It 'registers a model that a file describes in place' {
        'name: placed', 'endpoint_name: people', 'model:', '  path: ./score', '  type: mlflow_model', 'instance_type: Standard_F2s_v2', 'instance_count: 1' | Set-Content deployment.yml
        (New-AmlOnlineDeployment -File deployment.yml).ProvisioningState | Should -Be 'Succeeded'
        (@{ age = 1; income = 1000 } | Invoke-AmlPrediction -EndpointName people -DeploymentName placed).score | Should -Be 1.5
    }

    It 'says of <_> all that is wrong, with line and column' -ForEach 'deployment-many', 'deployment-is-endpoint', 'deployment-kubernetes-type' {
        $folder = Join-Path $testData yaml
        $failure = Get-Failure { New-AmlOnlineDeployment -File $folder/invalid/$_.yml }
        $id, $lines = (Get-Content $folder/invalid/$_.txt) -replace '\{folder\}', $folder
        ($failure.FullyQualifiedErrorId -split ',')[0] | Should -Be $id
        foreach ($line in $lines) { "$failure" | Should -BeLike "*$([WildcardPattern]::Escape($line.Replace("$folder/invalid/", '')))*" }
    }
}
