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

Describe 'Set-AmlTraffic' {
    It 'takes <_>' -ForEach '@{ blue = 90; green = 10 }', "'blue=90 green=10'", 'blue=90,green=10', "'blue=90', 'green=10'", "'BLUE=90% green=10%'" {
        $null = Set-AmlTraffic people blue=100
        $endpoint = & ([scriptblock]::Create("Set-AmlTraffic people $_"))
        $endpoint.Traffic['blue'], $endpoint.Traffic['green'] | Should -Be 90, 10
    }

    It 'changes nothing with -WhatIf' {
        Set-AmlTraffic people green=100 -WhatIf
        (Get-AmlOnlineEndpoint people).Traffic['blue'] | Should -Be 90
    }

    It 'takes endpoints of the pipeline, and gives them' {
        $endpoint = Get-AmlOnlineEndpoint people | Set-AmlTraffic -Traffic @{ green = 100 }
        $endpoint.Traffic['green'] | Should -Be 100
        (@{ age = 1; income = 1000 } | Invoke-AmlPrediction -EndpointName people -IncludeResponse).DeploymentName | Should -Be 'green'
    }

    It 'mirrors, and ends it' {
        (Set-AmlTraffic people -Mirror blue=20).MirrorTraffic['blue'] | Should -Be 20
        Get-Failure { Set-AmlTraffic people blue=100 } | Should -Match 'mirror'
        $ended = (Set-AmlTraffic people -Mirror blue=0).MirrorTraffic
        @($ended.Values | Where-Object { $_ -gt 0 }) | Should -HaveCount 0
    }

    It 'refuses <traffic>' -ForEach @(
        @{ traffic = 'blue=90'; id = 'Service.InvalidArgument'; says = 'add up to 90' }
        @{ traffic = 'blue=60 green=60'; id = 'Service.InvalidArgument'; says = 'add up to 120' }
        @{ traffic = 'blue=90 red=10'; id = 'Service.NotFound'; says = "no deployment 'red'. It has 'blue', 'green'" }
        @{ traffic = 'blue=90 blue=10'; id = 'Service.InvalidArgument'; says = 'stands twice' }
        @{ traffic = 'blue'; id = 'Service.InvalidArgument'; says = 'name=percent' }
        @{ traffic = 'blue=ninety'; id = 'Service.InvalidArgument'; says = 'name=percent' }
    ) {
        $failure = Get-Failure { Set-AmlTraffic people $traffic }
        ($failure.FullyQualifiedErrorId -split ',')[0] | Should -Be $id
        "$failure" | Should -BeLike "*$says*"
        (Get-AmlOnlineEndpoint people).Traffic['green'] | Should -Be 100
    }

    It 'is an error without traffic, and for an endpoint that is not there' {
        Get-ErrorId { Set-AmlTraffic people } | Should -Be 'Service.InvalidArgument'
        Get-Failure { Set-AmlTraffic nobody blue=100 } | ForEach-Object { $_.CategoryInfo.Category } | Should -Be 'ObjectNotFound'
    }
}
