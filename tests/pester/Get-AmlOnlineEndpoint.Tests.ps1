BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive
    Connect-TestWorkspace
    $null = 'people', 'plants', 'stars' | ForEach-Object { New-AmlOnlineEndpoint $_ }
}

AfterAll {
    Stop-TestWorkspace
    Pop-Location
}

Describe 'Get-AmlOnlineEndpoint' {
    It 'gives all, or those that a pattern names' {
        (Get-AmlOnlineEndpoint).Name | Sort-Object | Should -Be 'people', 'plants', 'stars'
        (Get-AmlOnlineEndpoint p*).Name | Sort-Object | Should -Be 'people', 'plants'
        Get-AmlOnlineEndpoint z* | Should -BeNullOrEmpty
        ('people', 'stars' | ForEach-Object { [pscustomobject]@{ Name = $_ } } | Get-AmlOnlineEndpoint).Name | Should -Be 'people', 'stars'
    }

    It 'says which one is not there, and gives the others' {
        Get-AmlOnlineEndpoint none, people -ErrorAction SilentlyContinue -ErrorVariable failures | ForEach-Object Name | Should -Be 'people'
        $failures | Should -HaveCount 1
        $failures[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failures[0] | Should -Match "'none'"
    }

    It 'shows a table, and a list without the wire' {
        Get-AmlOnlineEndpoint people | Out-String | Should -Match 'people\s+Succeeded\s+Key'
        $list = Get-AmlOnlineEndpoint people | Format-List | Out-String -Width 200
        $list | Should -Match 'ScoringUri\s+: http'
        $list | Should -Not -Match '(?m)^Json\b'
        (Get-AmlOnlineEndpoint people).Json | Should -Not -BeNullOrEmpty
    }
}
