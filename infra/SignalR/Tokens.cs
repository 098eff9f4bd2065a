using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Messaging.SignalR;

/// <summary>Checks bearer tokens: those signed with an access key, and those of an OIDC issuer for the service as a whole.</summary>
sealed class Tokens(AccessKeys keys, string? authority, TimeProvider time)
{
    const string EntraAudience = "https://signalr.azure.com";

    static readonly JsonWebTokenHandler Handler = new();

    readonly ConfigurationManager<OpenIdConnectConfiguration>? issuer = authority is null ? null : new(
        $"{authority}/.well-known/openid-configuration",
        new OpenIdConnectConfigurationRetriever(),
        new HttpDocumentRetriever { RequireHttps = false });

    /// <summary>The token's claims; null if no key signed it, its time is over, or no audience of it is accepted.</summary>
    public async Task<ClaimsIdentity?> CheckAccessKeyAsync(string token, Func<Uri, bool> audience)
    {
        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKeys = keys.SigningKeys,
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            ValidateIssuer = false,
            AudienceValidator = (names, _, _) => names.Any(name => Uri.TryCreate(name, UriKind.Absolute, out var uri) && audience(uri)),
            LifetimeValidator = IsCurrent,
        });
        return result.IsValid ? result.ClaimsIdentity : null;
    }

    /// <summary>Whether the configured issuer signed it for the service.</summary>
    public async Task<bool> CheckIdentityAsync(string token)
    {
        if (issuer is null) return false;

        var result = await Handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ConfigurationManager = issuer,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            ValidIssuer = authority,
            ValidAudiences = [EntraAudience, EntraAudience + "/"],
            LifetimeValidator = IsCurrent,
        });
        return result.IsValid;
    }

    bool IsCurrent(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var skew = parameters.ClockSkew;
        return expires is not null && now < expires + skew && (notBefore is null || now >= notBefore - skew);
    }
}
