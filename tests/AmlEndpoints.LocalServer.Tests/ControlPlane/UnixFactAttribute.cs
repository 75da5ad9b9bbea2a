namespace AmlEndpoints.LocalServer.Tests.ControlPlane;

/// <summary>A test of signals, which Windows does not have.</summary>
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "There are no signals on Windows." : null;
}
