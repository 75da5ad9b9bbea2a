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

Describe 'Get-AmlCredential' {
    It 'gives secure strings, which Invoke-AmlPrediction takes' {
        $credential = Get-AmlOnlineEndpoint people | Get-AmlCredential
        $credential.PrimaryKey | Should -BeOfType securestring
        $uri = (Get-AmlOnlineEndpoint people).ScoringUri
        foreach ($secret in $credential, $credential.PrimaryKey, $credential.SecondaryKey) {
            (@{ age = 1; income = 1000 } | Invoke-AmlPrediction -ScoringUri $uri -Credential $secret).score | Should -Be 1.5
        }
    }

    It 'gives texts that open the endpoint to any client' {
        $key = (Get-AmlCredential people -AsPlainText).PrimaryKey
        $key | Should -BeOfType string
        $uri = (Get-AmlOnlineEndpoint people).ScoringUri
        $body = '{"input_data": {"columns": ["age", "income"], "data": [[1, 1000]]}}'
        (Invoke-RestMethod $uri -Method Post -Body $body -ContentType application/json -Authentication Bearer -Token (ConvertTo-SecureString $key -AsPlainText) -AllowUnencryptedAuthentication).score | Should -Be 1.5
    }

    It 'shows what kind it is' {
        $text = Get-AmlCredential people | Out-String
        $text | Should -Match 'PrimaryKey\s+: System\.Security\.SecureString'
        $text | Should -Not -Match 'AccessToken'
    }

    It 'gives a token for an endpoint in token mode' {
        $null = New-AmlOnlineEndpoint tokens -AuthMode AMLToken
        $credential = Get-AmlCredential tokens
        $credential.AccessToken | Should -BeOfType securestring
        $credential.PrimaryKey | Should -BeNullOrEmpty
        $credential.ExpiresOn | Should -BeGreaterThan ([DateTimeOffset]::UtcNow)
    }

    It 'refuses a wrong key without showing it' {
        $uri = (Get-AmlOnlineEndpoint people).ScoringUri
        $failure = Get-Failure { @{ age = 1; income = 1000 } | Invoke-AmlPrediction -ScoringUri $uri -Credential 'not-the-key' }
        $failure.CategoryInfo.Category | Should -Be 'AuthenticationError'
        "$failure" | Should -Not -Match 'not-the-key'
    }

    It 'is an error for an endpoint that is not there' {
        Get-Failure { Get-AmlCredential nobody } | ForEach-Object { $_.CategoryInfo.Category } | Should -Be 'ObjectNotFound'
    }
}
