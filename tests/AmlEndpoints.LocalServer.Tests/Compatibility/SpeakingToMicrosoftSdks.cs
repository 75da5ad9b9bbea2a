using AmlEndpoints.LocalServer.Tests.Support;

namespace AmlEndpoints.LocalServer.Tests.Compatibility;

/// <summary>The judge of the server that we did not write: Microsoft's own SDKs, which tests/compatibility points at it.</summary>
public sealed class SpeakingToMicrosoftSdks
{
    [AzurePythonFact]
    public async Task The_python_sdks_complete_the_scenario()
    {
        string python = AzurePython.Find() ?? throw new InvalidOperationException("AML_REQUIRE_AZURE_PYTHON is 1, and no Python here has Microsoft's SDKs.");
        using TemporaryFolder folder = new();
        await using LocalServerApp server = await LocalServerApp.StartAsync(new ServerOptions(folder.FullName, 0, false, false));

        (int exitCode, string text) = await AzurePython.RunAsync(python, TestData.CompatibilityScript, folder.FullName);

        Assert.True(exitCode == 0, text);
        Assert.Contains("steps are right", text, StringComparison.Ordinal);
    }
}
