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

Describe 'Reset-AmlCredential' {
    It 'changes nothing with -WhatIf' {
        $before = Get-AmlCredential people -AsPlainText
        Reset-AmlCredential people -Force -WhatIf
        (Get-AmlCredential people -AsPlainText).PrimaryKey | Should -Be $before.PrimaryKey
    }

    It 'replaces the <_> key only, and the old one is refused' -ForEach 'Primary', 'Secondary' {
        $before = Get-AmlCredential people -AsPlainText
        $after = Reset-AmlCredential people $_ -Force -AsPlainText
        $changed, $kept = $_ -eq 'Primary' ? ('PrimaryKey', 'SecondaryKey') : ('SecondaryKey', 'PrimaryKey')
        $after.$changed | Should -Not -Be $before.$changed
        $after.$kept | Should -Be $before.$kept

        $uri = (Get-AmlOnlineEndpoint people).ScoringUri
        $row = @{ age = 1; income = 1000 }
        ($row | Invoke-AmlPrediction -ScoringUri $uri -Credential $after.$changed).score | Should -Be 1.5
        Get-Failure { $row | Invoke-AmlPrediction -ScoringUri $uri -Credential $before.$changed } | ForEach-Object { $_.CategoryInfo.Category } | Should -Be 'AuthenticationError'
    }

    It 'takes endpoints of the pipeline, and gives secure strings' {
        (Get-AmlOnlineEndpoint people | Reset-AmlCredential -Confirm:$false).PrimaryKey | Should -BeOfType securestring
    }

    It 'says that an endpoint in token mode has no keys' {
        $null = New-AmlOnlineEndpoint tokens -AuthMode AMLToken
        $failure = Get-Failure { Reset-AmlCredential tokens -Force }
        $failure.FullyQualifiedErrorId | Should -Match '^Service\.InvalidState,'
        $failure | Should -Match 'no keys'
    }
}
