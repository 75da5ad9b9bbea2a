BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive
    Connect-TestWorkspace
}

AfterAll {
    Stop-TestWorkspace
    Pop-Location
}

Describe 'New-AmlOnlineEndpoint' {
    It 'creates nothing with -WhatIf' {
        New-AmlOnlineEndpoint people -WhatIf
        Get-AmlOnlineEndpoint | Should -BeNullOrEmpty
    }

    It 'creates an endpoint that takes keys' {
        $endpoint = New-AmlOnlineEndpoint people -Description 'People' -Tag @{ team = 'ml' }
        $endpoint.Name, $endpoint.AuthMode, $endpoint.ProvisioningState | Should -Be 'people', 'Key', 'Succeeded'
        $endpoint.Tags.team | Should -Be 'ml'
        $endpoint.ScoringUri | Should -Match '^http://127\.0\.0\.1:\d+/'
    }

    It 'refuses a name that is taken' {
        $failure = Get-Failure { New-AmlOnlineEndpoint people }
        $failure.FullyQualifiedErrorId | Should -Match '^Service\.Exists,'
        $failure | Should -Match 'Set-AmlOnlineEndpoint'
    }

    It 'refuses the name <_>, and the session goes on' -ForEach 'ab', '1people', 'peo_ple', 'people-', ('p' * 33) {
        Get-ErrorId { New-AmlOnlineEndpoint $_ } | Should -Be 'Service.InvalidName'
        (Get-AmlOnlineEndpoint).Name | Should -Be 'people'
    }

    It 'takes names of a table' {
        'name', 'first', 'second' | ConvertFrom-Csv | New-AmlOnlineEndpoint -AuthMode AMLToken | ForEach-Object { "$($_.Name) $($_.AuthMode)" } | Should -Be 'first AMLToken', 'second AMLToken'
    }

    It 'reads <_>' -ForEach 'endpoint_1', 'endpoint_3', 'endpoint_4' {
        $endpoint = New-AmlOnlineEndpoint -File $repository/examples/$_/cloud/endpoint.yml
        $endpoint.Name | Should -Be "endpoint-online-$($_[-1])"
        $endpoint.AuthMode | Should -Be ($_ -eq 'endpoint_3' ? 'AMLToken' : 'Key')
    }

    It 'says of <_> all that is wrong, with line and column' -ForEach 'endpoint-many', 'endpoint-tab', 'endpoint-is-deployment', 'endpoint-kubernetes' {
        $folder = Join-Path $testData yaml
        $failure = Get-Failure { New-AmlOnlineEndpoint -File $folder/invalid/$_.yml }
        $id, $lines = (Get-Content $folder/invalid/$_.txt) -replace '\{folder\}', $folder
        ($failure.FullyQualifiedErrorId -split ',')[0] | Should -Be $id
        foreach ($line in $lines) { "$failure" | Should -BeLike "*$([WildcardPattern]::Escape($line.Replace("$folder/invalid/", '')))*" }
    }

    It 'gives the operation with -NoWait' {
        $operation = New-AmlOnlineEndpoint later -NoWait
        $operation.GetType().FullName | Should -Be 'AmlEndpoints.Service.LongRunningOperation'
        ($operation | Wait-AmlOperation).ProvisioningState | Should -Be 'Succeeded'
    }
}
