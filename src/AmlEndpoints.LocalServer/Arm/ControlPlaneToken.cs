using System.Security.Cryptography;
using System.Text;
using AmlEndpoints.LocalServer.Workspace;

namespace AmlEndpoints.LocalServer.Arm;

/// <summary>The secret that opens the control plane: in a file that only the owner can read, made once.</summary>
internal sealed class ControlPlaneToken
{
    private readonly byte[] _expected;

    public ControlPlaneToken(WorkspaceFolder folder)
    {
        if (!File.Exists(folder.TokenFile))
        {
            WorkspaceFolder.WritePrivate(folder.TokenFile, Convert.ToHexString(RandomNumberGenerator.GetBytes(32)));
        }

        _expected = Encoding.UTF8.GetBytes($"Bearer {File.ReadAllText(folder.TokenFile).Trim()}");
    }

    /// <summary>Whether the header carries it; the time it takes tells nothing of how much of it was right.</summary>
    public bool Opens(string authorization) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(authorization), _expected);
}
