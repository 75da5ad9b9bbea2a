using System.Management.Automation;
using System.Security;
using AmlEndpoints.Online;

namespace AmlEndpoints.OnlineCommands;

/// <summary>What opens an endpoint, for PowerShell: the secrets are secure strings, or texts when the user asked for them.</summary>
public sealed class AmlCredential
{
    private AmlCredential(string endpointName, EndpointCredential credential, Func<string?, object?> show)
    {
        (EndpointName, AuthMode, ExpiresOn, RefreshAfter) = (endpointName, credential.AuthMode, credential.ExpiresOn, credential.RefreshAfter);
        (PrimaryKey, SecondaryKey, AccessToken) = (show(credential.PrimaryKey), show(credential.SecondaryKey), show(credential.AccessToken));
    }

    /// <summary>The endpoint.</summary>
    public string EndpointName { get; }

    /// <summary>The endpoint's mode.</summary>
    public EndpointAuthMode AuthMode { get; }

    /// <summary>The first key; null in token mode.</summary>
    public object? PrimaryKey { get; }

    /// <summary>The second key; null in token mode.</summary>
    public object? SecondaryKey { get; }

    /// <summary>The token; null in key mode.</summary>
    public object? AccessToken { get; }

    /// <summary>When the token ends, UTC.</summary>
    public DateTimeOffset? ExpiresOn { get; }

    /// <summary>From when a new token should be got, UTC.</summary>
    public DateTimeOffset? RefreshAfter { get; }

    /// <summary>What kind it is; never a secret.</summary>
    public override string ToString() => $"{EndpointName} ({AuthMode})";

    internal static AmlCredential From(string endpointName, EndpointCredential credential, bool plain) =>
        new(endpointName, credential, secret => secret is null ? null : plain ? secret : Secure(secret));

    /// <summary>The secret in what a user gives as -Credential: such an object, a secure string, a credential's password, or a text.</summary>
    internal static string SecretIn(object credential) => (credential is PSObject wrapped ? wrapped.BaseObject : credential) switch
    {
        AmlCredential own => SecretIn(own.AccessToken ?? own.PrimaryKey ?? own.SecondaryKey ?? ""),
        SecureString secure => new System.Net.NetworkCredential("", secure).Password,
        PSCredential user => user.GetNetworkCredential().Password,
        object text => LanguagePrimitives.ConvertTo<string>(text),
    };

    private static SecureString Secure(string secret)
    {
        SecureString secure = new();
        foreach (char letter in secret)
        {
            secure.AppendChar(letter);
        }

        secure.MakeReadOnly();
        return secure;
    }
}
