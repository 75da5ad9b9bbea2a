BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive
    Connect-TestWorkspace
    Add-TestEndpoint
}

AfterAll {
    Stop-TestWorkspace
    Pop-Location
}

Describe 'Set-AmlOnlineDeployment' {
    It 'shows the difference with -WhatIf, and changes nothing' {
        $text = Get-HostText { Set-AmlOnlineDeployment people blue -InstanceCount 3 -WhatIf }
        $text | Should -Match 'What if:.*capacity.*3'
        (Get-AmlOnlineDeployment people blue).InstanceCount | Should -Be 1
    }

    It 'changes deployments of the pipeline' {
        $deployment = Get-AmlOnlineDeployment people blue | Set-AmlOnlineDeployment -InstanceCount 2
        $deployment.InstanceCount, $deployment.ModelName | Should -Be 2, 'score:1'
        Set-AmlOnlineDeployment people blue -InstanceCount 2 -Verbose 4>&1 | Out-String | Should -Match 'nothing was sent'
    }

    It 'puts another model in place, while requests go on' {
        $null = New-AmlModel score score
        (Set-AmlOnlineDeployment people blue -Model score@latest).ModelName | Should -Be 'score:2'
        (@{ age = 1; income = 1000 } | Invoke-AmlPrediction -EndpointName people).score | Should -Be 1.5
    }

    It 'creates one that is not there, when it is told the model' {
        Get-Failure { Set-AmlOnlineDeployment people green } | Should -Match '-Model'
        Set-AmlOnlineDeployment people green score:1 -Verbose 4>&1 | Out-String | Should -Match 'Created'
    }

    It 'does not change the instance type' {
        Get-ErrorId { Set-AmlOnlineDeployment people blue -InstanceType Standard_DS4_v2 } | Should -Be 'Service.InvalidArgument'
    }

    It 'registers and changes nothing of a file with -WhatIf' {
        $before = (Get-AmlModel -AllVersions | Out-String)
        'name: blue', 'endpoint_name: people', 'model:', '  name: planned', '  path: ./score', 'instance_type: Standard_F4s_v2', 'instance_count: 4' | Set-Content deployment.yml
        Set-AmlOnlineDeployment -File deployment.yml -WhatIf
        Get-AmlModel -AllVersions | Out-String | Should -Be $before
        (Get-AmlOnlineDeployment people blue).InstanceCount | Should -Be 2
        (Set-AmlOnlineDeployment -File deployment.yml).ModelName | Should -Be 'planned:1'
    }
}
