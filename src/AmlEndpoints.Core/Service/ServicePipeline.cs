using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlEndpoints.Service;

/// <summary>Builds the pipeline that requests to a workspace go through: retries, authentication, and diagnostics without contents.</summary>
internal static class ServicePipeline
{
    // A proxy would see the token of the local workspace, and could not reach it.
    private static readonly HttpClientTransport _direct = new(new HttpClientHandler { UseProxy = false, AllowAutoRedirect = false });

    /// <summary>The pipeline for the address.</summary>
    /// <param name="address">The workspace.</param>
    /// <param name="credential">Gives the tokens.</param>
    /// <param name="transport">Sends the requests instead of an HTTP client.</param>
    /// <exception cref="AmlServiceException">The address is not of this machine and not https.</exception>
    public static HttpPipeline Build(WorkspaceAddress address, TokenCredential credential, HttpPipelineTransport? transport)
    {
        if (address.BaseUri.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
        {
            throw new AmlServiceException(
                ServiceErrors.UntrustedAddress, $"connect to {address.BaseUri}", "a token is sent over http only to this machine (127.0.0.1). Use an https address.");
        }

        Options options = new();
        options.Diagnostics.ApplicationId = "AmlEndpoints";
        options.Diagnostics.IsLoggingContentEnabled = false;
        if (address.IsLoopback)
        {
            // What is not there on this machine now will not be there in some seconds.
            options.Retry.Delay = TimeSpan.FromMilliseconds(50);
            options.Transport = _direct;
        }

        options.Transport = transport ?? options.Transport;
        return HttpPipelineBuilder.Build(options, address.IsLoopback
            ? new LoopbackBearerPolicy(credential)
            : new BearerTokenAuthenticationPolicy(credential, $"{address.BaseUri.GetLeftPart(UriPartial.Authority)}/.default"));
    }

    private sealed class Options : ClientOptions;
}
