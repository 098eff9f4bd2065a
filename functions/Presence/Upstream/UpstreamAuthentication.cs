using Messaging.Plumbing.Delivery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Messaging.Presence.Upstream;

/// <summary>Whether a call comes from our SignalR service: signed with an access key, or with a token of the service's managed identity.</summary>
public sealed class UpstreamAuthentication(UpstreamSignature signature, IOptions<UpstreamOptions> options)
{
    readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    readonly TokenValidationParameters? _rules = options.Value.Authority is { } authority ? Rules(authority, options.Value.Audience) : null;

    public async Task<bool> IsServiceAsync(HttpRequest request, string connectionId) =>
        signature.IsValid(connectionId, request.Headers["X-ASRS-Signature"]) || await HasTokenAsync(request.Headers.Authorization.ToString());

    async Task<bool> HasTokenAsync(string header)
    {
        const string scheme = "Bearer ";
        if (_rules is null || !header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) return false;
        var result = await _handler.ValidateTokenAsync(header[scheme.Length..], _rules);
        return result.IsValid && result.Claims.TryGetValue("oid", out var identity) && identity as string == options.Value.Identity;
    }

    static TokenValidationParameters Rules(string authority, string? audience) => new()
    {
        ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
            $"{authority.TrimEnd('/')}/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever { RequireHttps = authority.StartsWith("https://", StringComparison.Ordinal) }),
        ValidAudience = audience,
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256],
    };
}
