namespace AmlEndpoints.Tests.Support;

/// <summary>
/// A test that needs PowerShell with Pester 5. Where they are missing it is skipped, unless AML_REQUIRE_PWSH is 1: then it fails,
/// so that CI cannot lose it unseen.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PesterFactAttribute : FactAttribute
{
    private static readonly bool _missing =
        Environment.GetEnvironmentVariable("AML_REQUIRE_PWSH") != "1" && !Pwsh.HasPester();

    public PesterFactAttribute() => Skip = _missing ? "because pwsh (with Pester 5) is not on the PATH" : null;
}
