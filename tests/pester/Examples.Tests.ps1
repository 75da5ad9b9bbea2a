BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"

    # In a process with a data folder of its own, so that the user's workspace is left alone.
    function Invoke-Example($Name, [string[]] $Argument = @()) {
        $start = [Diagnostics.ProcessStartInfo]::new((Get-Process -Id $PID).Path)
        foreach ($text in @('-NoProfile', '-NonInteractive', '-File', "$repository/examples/$Name/run.ps1") + $Argument) { $start.ArgumentList.Add($text) }
        foreach ($variable in 'XDG_DATA_HOME', 'LOCALAPPDATA', 'HOME') { $start.Environment[$variable] = "$TestDrive" }
        $start.Environment['NO_COLOR'] = '1'
        $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $process = [Diagnostics.Process]::Start($start)
        $errors = $process.StandardError.ReadToEndAsync()
        $output = $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
        [pscustomobject]@{ ExitCode = $process.ExitCode; Errors = $errors.Result; Output = $output }
    }
}

Describe 'The examples' {
    It 'endpoint_1 registers, deploys, predicts twice and cleans up' {
        $run = Invoke-Example endpoint_1
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $run.Output | Should -Match '(?s)Registered the model model-online-1, version 1.*Ankle Boot.*Pullover.*200 \[\{"0": .*Deleted the endpoint'
    }

    It 'endpoint_3 fetches a token, and a forged one is refused' {
        $run = Invoke-Example endpoint_3
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $run.Output | Should -Match '(?s)AMLToken.*The token lives for [1-9]\d* minutes.*Ankle Boot.*200 OK.*401 .*Deleted the endpoint'
    }

    It 'endpoint_4 moves the traffic step by step' {
        $run = Invoke-Example endpoint_4 '-RequestCount', '40'
        $run.Errors | Should -BeNullOrEmpty
        $run.ExitCode | Should -Be 0
        $run.Output | Should -Match '(?s)blue=100 green=0 -> of 40 requests blue answered 40, green 0.*blue=0 green=100 -> of 40 requests blue answered 0, green 40.*Deleted blue'
    }
}
