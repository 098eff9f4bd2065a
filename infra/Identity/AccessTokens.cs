using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Messaging.Identity;

/// <summary>Writes the signed tokens: a user's for the apps, an application's for a resource such as SignalR.</summary>
sealed class AccessTokens(SigningKey key, IssuerOptions options, TimeProvider time)
{
    static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <summary>The <c>iss</c> claim; known once the port is.</summary>
    public string Authority { get; set; } = "";

    public AccessToken ForUser(DemoUser user)
    {
        Dictionary<string, object> claims = new() { ["sub"] = user.Id, ["name"] = user.Name, ["tid"] = user.Tenant };
        if (user.Roles.Count > 0) claims["roles"] = user.Roles.ToArray();
        return Issue(options.Audience, claims);
    }

    public AccessToken ForApplication(string application, string resource) => Issue(resource, new()
    {
        ["sub"] = application,
        ["appid"] = application,
        ["idtyp"] = "app",
        ["tid"] = DemoUser.DefaultTenant,
    });

    AccessToken Issue(string audience, Dictionary<string, object> claims)
    {
        var now = time.GetUtcNow();
        var expires = now + options.TokenLifetime;
        var token = Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Authority,
            Audience = audience,
            Claims = claims,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = expires.UtcDateTime,
            SigningCredentials = key.Credentials,
        });
        return new AccessToken(token, expires, (int)options.TokenLifetime.TotalSeconds);
    }
}

sealed record AccessToken(string Value, DateTimeOffset Expires, int Seconds);
