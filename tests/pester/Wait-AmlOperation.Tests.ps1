BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive
    Connect-TestWorkspace
    Add-TestModel
}

AfterAll {
    Stop-TestWorkspace
    Pop-Location
}

Describe 'Wait-AmlOperation' {
    It 'finishes what -NoWait began' {
        $operation = New-AmlOnlineEndpoint people -NoWait
        $operation.Purpose | Should -Match "create the online endpoint 'people'"
        (Wait-AmlOperation).Name | Should -Be 'people'
        Get-ErrorId { Wait-AmlOperation } | Should -Be 'Service.NotFound'
    }

    It 'takes operations of the pipeline, and does what was to follow them' {
        $operation = New-AmlOnlineDeployment people blue score:1 -AllTraffic -NoWait
        ($operation | Wait-AmlOperation).Name | Should -Be 'blue'
        (Get-AmlOnlineEndpoint people).Traffic['blue'] | Should -Be 100
    }

    It 'finishes it in another process' {
        $operation = New-AmlOnlineDeployment people green score:1 -NoWait
        $state = pwsh -NoProfile -Command "Import-Module '$module'; `$null = Connect-AmlWorkspace -Local '$TestDrive/workspace'; (Wait-AmlOperation -Id '$($operation.Id)').ProvisioningState"
        $state | Should -Be 'Succeeded'
        (Get-AmlOnlineDeployment people green).ProvisioningState | Should -Be 'Succeeded'
    }

    It 'finishes traffic and deletions' {
        (Set-AmlTraffic people blue=50,green=50 -NoWait | Wait-AmlOperation).Traffic['green'] | Should -Be 50
        $operation = Remove-AmlOnlineEndpoint people -Force -NoWait
        $operation | Wait-AmlOperation | Should -BeNullOrEmpty
        Get-AmlOnlineEndpoint | Should -BeNullOrEmpty
    }

    It 'refuses a text that is no id' {
        Get-ErrorId { Wait-AmlOperation -Id nonsense } | Should -Be 'Service.InvalidOperation'
    }

    It 'shows what is done, not the long id' {
        $text = New-AmlOnlineEndpoint plants -NoWait | Out-String
        $text | Should -Match "create the online endpoint 'plants'"
        $null = Wait-AmlOperation
    }
}
