using Azure.Core;
using Azure.Core.Pipeline;

namespace AmlEndpoints.Service;

/// <summary>
/// Gives the token to a server on this machine, and to no other. Azure.Core's own policy gives it to any host, and refuses http, which is
/// right for Azure.
/// </summary>
internal sealed class LoopbackBearerPolicy(TokenCredential credential) : HttpPipelinePolicy
{
    // A local workspace has one audience.
    private static readonly TokenRequestContext _context = new([]);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        RefuseOthers(message);
        AccessToken token = await credential.GetTokenAsync(_context, message.CancellationToken).ConfigureAwait(false);
        Authorize(message, token);
        await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        RefuseOthers(message);
        Authorize(message, credential.GetToken(_context, message.CancellationToken));
        ProcessNext(message, pipeline);
    }

    private static void Authorize(HttpMessage message, AccessToken token) => message.Request.Headers.SetValue("Authorization", $"Bearer {token.Token}");

    private static void RefuseOthers(HttpMessage message)
    {
        Uri uri = message.Request.Uri.ToUri();
        if (!uri.IsLoopback)
        {
            throw new AmlServiceException(
                ServiceErrors.UntrustedAddress, $"ask {uri.Authority}", "the local workspace's token is given to no server but one on this machine (127.0.0.1).");
        }
    }
}
