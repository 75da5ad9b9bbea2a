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

Describe 'Get-AmlDeploymentLog' {
    It 'gives lines with their time' {
        $lines = Get-AmlDeploymentLog people blue
        $lines.Count | Should -BeGreaterThan 1
        $lines[0].EndpointName, $lines[0].DeploymentName | Should -Be 'people', 'blue'
        $lines[0].Time | Should -BeOfType DateTimeOffset
        ($lines.Text -match 'Ready') | Should -Not -BeNullOrEmpty
    }

    It 'has the request, by the id of its answer, and no secret' {
        $answer = @{ age = 1; income = 1000 } | Invoke-AmlPrediction -EndpointName people -IncludeResponse
        $lines = (Get-AmlDeploymentLog people blue).Text
        $lines -match $answer.RequestId | Should -HaveCount 1
        $key = (Get-AmlCredential people -AsPlainText).PrimaryKey
        @($lines | Where-Object { $_.Contains($key) }) | Should -HaveCount 0
    }

    It 'gives the last ones with -Tail' {
        $all = Get-AmlDeploymentLog people blue
        (Get-AmlDeploymentLog people blue -Tail 2).Text | Should -Be $all[-2..-1].Text
    }

    It 'takes deployments of the pipeline' {
        Get-AmlOnlineEndpoint people | Get-AmlOnlineDeployment | Get-AmlDeploymentLog -Tail 1 | ForEach-Object DeploymentName | Should -Be 'blue'
    }

    It 'goes on with -Wait until nobody wants more' {
        Get-AmlDeploymentLog people blue -Tail 3 -Wait | Select-Object -First 2 | Should -HaveCount 2
    }

    It 'is an error for a deployment that is not there' {
        Get-Failure { Get-AmlDeploymentLog people none } | ForEach-Object { $_.CategoryInfo.Category } | Should -Be 'ObjectNotFound'
        Get-ErrorId { Get-AmlDeploymentLog people blue -Tail 0 } | Should -Be 'ParameterArgumentValidationError'
    }
}
