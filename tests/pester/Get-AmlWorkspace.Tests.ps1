BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive
    Connect-TestWorkspace
}

AfterAll {
    Stop-TestWorkspace
    Pop-Location
}

Describe 'Get-AmlWorkspace' {
    It 'gives the workspace, and what other clients need' {
        $workspace = Get-AmlWorkspace
        $workspace.WorkspaceName | Should -Be 'local'
        $workspace.Id | Should -Be "/subscriptions/$($workspace.SubscriptionId)/resourceGroups/$($workspace.ResourceGroupName)/providers/Microsoft.MachineLearningServices/workspaces/local"
        $workspace.BaseUri.Host | Should -Be '127.0.0.1'
    }

    It 'shows a line, and as a list what a person reads' {
        Get-AmlWorkspace | Out-String | Should -Match 'local\s+local\s+local'
        $list = Get-AmlWorkspace | Format-List | Out-String
        $list | Should -Match 'BaseUri\s+: http://127'
        $list | Should -Not -Match '(?m)^Json\b'
        (Get-AmlWorkspace).Json | Should -Not -BeNullOrEmpty
    }

    It 'lets a script ask whether there is a connection' {
        Disconnect-AmlWorkspace
        $answer = if (Get-AmlWorkspace -ErrorAction Ignore) { 'yes' } else { 'no' }
        $answer | Should -Be 'no'
        Connect-TestWorkspace
    }

    It 'has a connection for each runspace' {
        $answer = 1 | ForEach-Object -Parallel {
            Import-Module $using:module
            try { Get-AmlWorkspace -ErrorAction Stop } catch { $_.FullyQualifiedErrorId }
        }
        $answer | Should -Match '^Service\.NotConnected'
    }
}
