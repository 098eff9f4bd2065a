using Messaging.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Messaging.Plumbing.Auth;

/// <summary>Validates the bearer token of a request against the issuer's published keys.</summary>
public class CallerAuthentication
{
    readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    readonly ConfigurationManager<OpenIdConnectConfiguration> _issuer;
    readonly AuthOptions _options;

    public CallerAuthentication(IOptions<AuthOptions> options)
    {
        _options = options.Value;
        _issuer = new($"{_options.Authority.TrimEnd('/')}/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever { RequireHttps = _options.Authority.StartsWith("https://", StringComparison.Ordinal) });
    }

    /// <summary>The caller, or null: answer 401.</summary>
    public virtual async Task<Caller?> CallerOfAsync(HttpRequest request)
    {
        const string scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) return null;

        var result = await _handler.ValidateTokenAsync(header[scheme.Length..], new TokenValidationParameters
        {
            ConfigurationManager = _issuer,
            ValidAudience = _options.Audience,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.EcdsaSha256],
        });
        return result.IsValid ? Read((JsonWebToken)result.SecurityToken) : null;
    }

    Caller? Read(JsonWebToken token)
    {
        var tenant = token.TryGetClaim(_options.TenantClaim, out var claim) ? claim.Value : "default";
        var user = token.TryGetClaim(_options.UserClaim, out claim) ? claim.Value : "";
        if (user.Length is 0 or > Limits.IdCharacters || tenant.Length is 0 or > Limits.IdCharacters) return null;
        // Names at SignalR end the tenant at the first '|'; a tenant with one in it could pass for another.
        return tenant.Contains('|') ? null : new Caller(tenant, user);
    }
}

public static class CallerAuthenticationExtensions
{
    public static void AddCallerAuthentication(this IServiceCollection services, IConfigurationSection section)
    {
        services.AddOptions<AuthOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CallerAuthentication>();
    }
}
