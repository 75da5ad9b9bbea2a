BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive
    Connect-TestWorkspace
    Add-TestEndpoint blue, green
}

AfterAll {
    Stop-TestWorkspace
    Pop-Location
}

Describe 'Get-AmlOnlineDeployment' {
    It 'gives those of an endpoint: <_>' -ForEach 'people', 'people *', 'people blue, green' {
        ([scriptblock]::Create("Get-AmlOnlineDeployment $_").Invoke()).Name | Sort-Object | Should -Be 'blue', 'green'
    }

    It 'takes endpoints of the pipeline' {
        (Get-AmlOnlineEndpoint | Get-AmlOnlineDeployment).Name | Sort-Object | Should -Be 'blue', 'green'
        (Get-AmlOnlineEndpoint | Get-AmlOnlineDeployment -Name b*).Name | Should -Be 'blue'
    }

    It 'says what is not there' {
        Get-AmlOnlineDeployment people none, blue -ErrorAction SilentlyContinue -ErrorVariable failures | ForEach-Object Name | Should -Be 'blue'
        $failures | Should -HaveCount 1
        $failures[0] | Should -Match "'none' of the online endpoint 'people'"
        Get-Failure { Get-AmlOnlineDeployment nobody * } | Should -Match "'nobody'"
    }

    It 'shows a table, and a list without the wire' {
        Get-AmlOnlineDeployment people blue | Out-String -Width 200 | Should -Match 'people\s+blue\s+Succeeded\s+score:1'
        $list = Get-AmlOnlineDeployment people blue | Format-List | Out-String -Width 200
        $list | Should -Match 'ModelName\s+: score:1'
        $list | Should -Not -Match '(?m)^Json\b'
    }
}
