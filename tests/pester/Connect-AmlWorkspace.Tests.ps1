BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive

}

AfterAll { Pop-Location }

Describe 'Connect-AmlWorkspace' {
    # Pester removes what was made in the block behind it.
    AfterAll { Stop-TestWorkspace }

    It 'starts the server of a folder, and says which workspace it is' {
        $workspace = Connect-AmlWorkspace -Local -Path workspace
        $workspace.Name | Should -Be 'local'
        $workspace.IsLocal | Should -BeTrue
        (Get-AmlLocalServer workspace).Uri | Should -Be $workspace.BaseUri
    }

    It 'finds the server that runs' {
        (Connect-AmlWorkspace -Local workspace).BaseUri | Should -Be (Get-AmlLocalServer workspace).Uri
    }

    It 'connects by the ids and the token that the server has for any client' {
        $server = Get-AmlLocalServer workspace
        $token = ConvertTo-SecureString (Get-Content $server.TokenFile -Raw).Trim() -AsPlainText
        $ids = @{ SubscriptionId = $server.SubscriptionId; ResourceGroupName = $server.ResourceGroupName; WorkspaceName = $server.WorkspaceName; BaseUri = $server.Uri }
        (Connect-AmlWorkspace @ids -AccessToken $token).Id | Should -Be (Get-AmlWorkspace).Id

        $ids.WorkspaceName = 'other'
        Get-ErrorId { Connect-AmlWorkspace @ids -AccessToken $token } | Should -Be 'Service.ResourceNotFound'
    }

    It 'keeps the connection when a new one fails, and shows no token' {
        $server = Get-AmlLocalServer workspace
        $ids = @{ SubscriptionId = $server.SubscriptionId; ResourceGroupName = 'local'; WorkspaceName = 'local'; BaseUri = $server.Uri }
        $failure = Get-Failure { Connect-AmlWorkspace @ids -AccessToken (ConvertTo-SecureString 'wrong-token' -AsPlainText) }

        $failure.CategoryInfo.Category | Should -Be 'AuthenticationError'
        "$failure$($failure.ScriptStackTrace)" | Should -Not -Match 'wrong-token'
        (Get-AmlWorkspace).Name | Should -Be 'local'
    }

    It 'cannot make a workspace where a file is' {
        'x' | Set-Content file.txt
        $failure = Get-Failure { Connect-AmlWorkspace -Local -Path file.txt }
        $failure.FullyQualifiedErrorId | Should -Match '^Service\.'
        $failure | Should -Match 'file\.txt'
        (Get-AmlWorkspace).Name | Should -Be 'local'
    }

    It 'remembers what was registered' {
        Add-TestModel
        Stop-TestWorkspace
        Connect-TestWorkspace
        (Get-AmlModel).Name | Should -Be 'score'
    }
}
