using System.Security.Cryptography;
using AmlEndpoints.LocalServer.Store;

namespace AmlEndpoints.LocalServer.Workspace;

/// <summary>What a workspace is called and what its secrets are: made once, at random, and kept in the database.</summary>
internal sealed class WorkspaceIdentity
{
    /// <summary>Where the workspace is: the region that endpoints and deployments name.</summary>
    public const string Location = "local";

    private readonly Database _database;

    public WorkspaceIdentity(Database database)
    {
        _database = database;
        database.Execute("CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)");
        WorkspaceGuid = Keep("workspaceId", () => Guid.NewGuid().ToString());
        SubscriptionId = Keep("subscriptionId", () => Guid.NewGuid().ToString());
        CreatedAt = DateTimeOffset.Parse(Keep("createdAt", () => DateTimeOffset.UtcNow.ToString("O")), System.Globalization.CultureInfo.InvariantCulture);
        StorageKey = Convert.FromBase64String(Keep("storageKey", () => NewSecret(64)));
        SigningKey = Convert.FromBase64String(Keep("signingKey", () => NewSecret(32)));
    }

    /// <summary>The workspace's own id (<c>properties.workspaceId</c>).</summary>
    public string WorkspaceGuid { get; }

    /// <summary>The subscription's id.</summary>
    public string SubscriptionId { get; }

    /// <summary>The resource group's name.</summary>
    public const string ResourceGroupName = "local";

    /// <summary>The workspace's name.</summary>
    public const string WorkspaceName = "local";

    /// <summary>When the workspace was made.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>The key of the storage account.</summary>
    public byte[] StorageKey { get; }

    /// <summary>The key that signs the endpoints' tokens.</summary>
    public byte[] SigningKey { get; }

    /// <summary>The port of the last time; 0 at first.</summary>
    public int LastPort
    {
        get => int.Parse(Keep("port", () => "0"), System.Globalization.CultureInfo.InvariantCulture);
        set => _database.Execute("UPDATE settings SET value = $value WHERE name = 'port'", ("$value", FormattableString.Invariant($"{value}")));
    }

    /// <summary>The ARM id of the workspace.</summary>
    public string Id => $"/subscriptions/{SubscriptionId}/resourceGroups/{ResourceGroupName}/providers/Microsoft.MachineLearningServices/workspaces/{WorkspaceName}";

    /// <summary>A new secret of so many random bytes, base64.</summary>
    public static string NewSecret(int bytes) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));

    private string Keep(string name, Func<string> create)
    {
        _database.Execute("INSERT INTO settings VALUES ($name, $value) ON CONFLICT DO NOTHING", ("$name", name), ("$value", create()));
        return _database.Read("SELECT value FROM settings WHERE name = $name", row => row.GetString(0), ("$name", name))[0];
    }
}
