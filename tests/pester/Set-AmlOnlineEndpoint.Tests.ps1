BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive
    Connect-TestWorkspace
}

AfterAll {
    Stop-TestWorkspace
    Pop-Location
}

Describe 'Set-AmlOnlineEndpoint' {
    It 'creates an endpoint that is not there' {
        (Set-AmlOnlineEndpoint people -Verbose 4>&1) | Out-String | Should -Match 'Created'
        (Get-AmlOnlineEndpoint people).AuthMode | Should -Be 'Key'
    }

    It 'shows the difference with -WhatIf, and changes nothing' {
        $text = Get-HostText { Set-AmlOnlineEndpoint people -Description planned -WhatIf }
        $text | Should -Match 'What if:.*description.*planned'
        (Get-AmlOnlineEndpoint people).Description | Should -BeNullOrEmpty
    }

    It 'changes what is named, and nothing else' {
        $endpoint = Set-AmlOnlineEndpoint people -Tag @{ team = 'ml' }
        $endpoint = $endpoint | Set-AmlOnlineEndpoint -Description 'People'
        $endpoint.Tags.team, $endpoint.Description | Should -Be 'ml', 'People'
        Set-AmlOnlineEndpoint people -Description 'People' -Verbose 4>&1 | Out-String | Should -Match 'nothing was sent'
    }

    It 'reads a file' {
        'name: people', 'description: from a file', 'auth_mode: key' | Set-Content endpoint.yml
        (Set-AmlOnlineEndpoint -File endpoint.yml).Description | Should -Be 'from a file'
        Get-ErrorId { Set-AmlOnlineEndpoint -File $testData/yaml/invalid/endpoint-many.yml } | Should -Be 'SpecInvalid'
    }
}
