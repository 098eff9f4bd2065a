using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Delivery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Messaging.Presence.Upstream;

/// <summary>Whether a call comes from our SignalR service: signed with an access key, or with a token of the service's managed identity.</summary>
public sealed class UpstreamAuthentication(UpstreamSignature signature, IOptions<UpstreamOptions> options)
{
    readonly BearerTokens? _tokens = options.Value is { Authority: { } authority, Audience: { } audience } ? new(authority, audience) : null;

    public async Task<bool> IsServiceAsync(HttpRequest request, string connectionId) =>
        signature.IsValid(connectionId, request.Headers["X-ASRS-Signature"]) || await HasTokenAsync(request);

    async Task<bool> HasTokenAsync(HttpRequest request) =>
        _tokens is not null && await _tokens.OfAsync(request) is { } token
        && token.TryGetPayloadValue("oid", out object? identity) && identity is string oid && oid == options.Value.Identity;
}
