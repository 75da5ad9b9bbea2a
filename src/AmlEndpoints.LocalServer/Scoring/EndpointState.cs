using System.Text;

namespace AmlEndpoints.LocalServer.Scoring;

/// <summary>All that a request must know of its endpoint, at one moment; a change makes a new one.</summary>
internal sealed class EndpointState(EndpointSettings settings, IReadOnlyDictionary<string, Deployment> deployments)
{
    /// <summary>Deployments are found by their names without their case, as Azure's resource names are.</summary>
    public static StringComparer Names => StringComparer.OrdinalIgnoreCase;

    /// <summary>What the control plane has settled.</summary>
    public EndpointSettings Settings => settings;

    /// <summary>The deployments that serve.</summary>
    public IReadOnlyDictionary<string, Deployment> Deployments => deployments;

    /// <summary>Where requests go.</summary>
    public TrafficTable Traffic { get; } = new(settings, deployments);

    /// <summary>The primary key, UTF-8.</summary>
    public byte[] PrimaryKey { get; } = Encoding.UTF8.GetBytes(settings.PrimaryKey ?? "");

    /// <summary>The secondary key, UTF-8.</summary>
    public byte[] SecondaryKey { get; } = Encoding.UTF8.GetBytes(settings.SecondaryKey ?? "");
}
