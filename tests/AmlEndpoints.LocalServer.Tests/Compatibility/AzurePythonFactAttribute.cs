namespace AmlEndpoints.LocalServer.Tests.Compatibility;

/// <summary>
/// A test that needs Microsoft's Python SDKs. Where they are missing it is skipped, unless AML_REQUIRE_AZURE_PYTHON is 1: then it fails, so that CI cannot
/// lose it unseen.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AzurePythonFactAttribute : FactAttribute
{
    public AzurePythonFactAttribute() =>
        Skip = Environment.GetEnvironmentVariable("AML_REQUIRE_AZURE_PYTHON") != "1" && AzurePython.Find() is null
            ? "because no python3 on the PATH, nor the one that AML_PYTHON names, has azure-ai-ml and azure-mgmt-machinelearningservices"
            : null;
}
