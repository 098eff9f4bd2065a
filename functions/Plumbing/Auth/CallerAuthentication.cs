using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Messaging.Plumbing.Auth;

/// <summary>Who calls, by the bearer token of the request.</summary>
public class CallerAuthentication(IOptions<AuthOptions> options)
{
    readonly AuthOptions _options = options.Value;
    readonly BearerTokens _tokens = new(options.Value.Authority, options.Value.Audience);

    /// <summary>The caller, or null: answer 401.</summary>
    public virtual async Task<Caller?> CallerOfAsync(HttpRequest request) => await _tokens.OfAsync(request) is { } token ? Read(token) : null;

    Caller? Read(JsonWebToken token)
    {
        var tenant = token.TryGetClaim(_options.TenantClaim, out var claim) ? claim.Value : "default";
        var user = token.TryGetClaim(_options.UserClaim, out claim) ? claim.Value : "";
        if (!Ids.IsValid(user) || !Ids.IsValid(tenant)) return null;
        // Names at SignalR end the tenant at the first '|'; a tenant with one in it could pass for another.
        return tenant.Contains('|') ? null : new Caller(tenant, user, token.Claims.Any(it => it is { Type: "roles", Value: Caller.OperatorRole }));
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
