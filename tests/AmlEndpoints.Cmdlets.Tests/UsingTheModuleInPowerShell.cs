using AmlEndpoints.Tests.Support;

namespace AmlEndpoints.Tests;

public sealed class UsingTheModuleInPowerShell
{
    [PesterFact]
    public async Task The_tests_in_Pester_pass()
    {
        string tests = Path.Combine(Built.Repository, "tests", "pester");

        (int exitCode, string text) = await Pwsh.RunAsync($$"""
            Import-Module Pester -MinimumVersion 5.0 -MaximumVersion 5.99
            Invoke-Pester -Configuration @{ Run = @{ Path = '{{tests}}'; Exit = $true }; Output = @{ Verbosity = 'Normal'; RenderMode = 'Plaintext' } }
            """);

        Assert.True(exitCode == 0, $"Invoke-Pester ended with exit code {exitCode}.\n{text}");
        Assert.Contains("Failed: 0", text, StringComparison.Ordinal);
    }
}
