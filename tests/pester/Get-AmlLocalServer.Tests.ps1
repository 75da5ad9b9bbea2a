BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive

}

AfterAll { Pop-Location }

Describe 'Get-AmlLocalServer' {
    # Pester removes what was made in the block behind it.
    AfterAll { Stop-AmlLocalServer workspace }

    It 'gives what runs, and what other clients need' {
        $server = Start-AmlLocalServer workspace
        $found = Get-AmlLocalServer workspace
        $found.ProcessId | Should -Be $server.ProcessId
        $found.TokenFile | Should -Exist
        (Get-Item workspace | Get-AmlLocalServer).Uri | Should -Be $server.Uri
    }

    It 'shows where it listens and its process, and no secret' {
        $server = Get-AmlLocalServer workspace
        $text = $server | Out-String -Width 200
        $text | Should -Match "$($server.ProcessId)"
        $text | Should -Match ([regex]::Escape("$($server.Uri)"))
        $token = (Get-Content $server.TokenFile -Raw).Trim()
        ($server | Format-List * | Out-String -Width 500).Contains($token) | Should -BeFalse
    }

    It 'is an error where none runs: <_>' -ForEach 'nowhere', 'stopped' {
        $failure = Get-Failure { Get-AmlLocalServer $_ }
        $failure.FullyQualifiedErrorId | Should -Match '^Service\.NotFound,'
        $failure | Should -Match 'Start-AmlLocalServer'
        $_ | Should -Not -Exist
    }

    It 'finds none when it was killed, and a new one takes the folder' {
        Stop-Process -Id (Get-AmlLocalServer workspace).ProcessId -Force -PassThru | Wait-Process
        Get-ErrorId { Get-AmlLocalServer workspace } | Should -Be 'Service.NotFound'
        (Start-AmlLocalServer workspace).ProcessId | Should -Be (Get-AmlLocalServer workspace).ProcessId
    }
}
