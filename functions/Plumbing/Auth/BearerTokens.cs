using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Messaging.Plumbing.Auth;

/// <summary>Bearer tokens of one OIDC issuer for one audience, checked against the keys that the issuer publishes.</summary>
public sealed class BearerTokens(string authority, string audience)
{
    const string Scheme = "Bearer ";

    readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    readonly TokenValidationParameters _rules = new()
    {
        ConfigurationManager = new ConfigurationManager<OpenIdConnectConfiguration>(
            $"{authority.TrimEnd('/')}/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever { RequireHttps = authority.StartsWith("https://", StringComparison.Ordinal) }),
        ValidAudience = audience,
        ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256],
    };

    /// <summary>The request's token; null if it has none that is valid.</summary>
    public async Task<JsonWebToken?> OfAsync(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var result = await _handler.ValidateTokenAsync(header[Scheme.Length..], _rules);
        return result.IsValid ? (JsonWebToken)result.SecurityToken : null;
    }
}
