namespace AmlEndpoints.Tests.Datastores;

/// <summary>
/// A test that needs Azurite, Microsoft's storage emulator: <c>npm install --global azurite</c>, or the path of its <c>azurite-blob</c> in AML_AZURITE.
/// Where it is missing the test is skipped, unless AML_REQUIRE_AZURITE is 1: then it fails, so that CI cannot lose it unseen.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AzuriteFactAttribute : FactAttribute
{
    public AzuriteFactAttribute() =>
        Skip = Environment.GetEnvironmentVariable("AML_REQUIRE_AZURITE") != "1" && Azurite.Find() is null ? "because Azurite is neither on the PATH nor named by AML_AZURITE" : null;
}
