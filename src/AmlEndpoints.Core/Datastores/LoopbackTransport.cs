using Azure.Core.Pipeline;

namespace AmlEndpoints.Datastores;

/// <summary>Sends requests to this machine without a proxy, which could not reach it.</summary>
internal static class LoopbackTransport
{
    public static HttpPipelineTransport Instance { get; } = new HttpClientTransport(new HttpClientHandler { UseProxy = false, AllowAutoRedirect = false });
}
