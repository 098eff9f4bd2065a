using System.Security.Claims;
using System.Text;
using Azure.Core;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Messaging.FunctionsHost.SignalR;

/// <summary>Tokens for the data plane and, with an access key, for clients. Both live one hour.</summary>
sealed class SignalRTokens(SignalRConnection connection, TimeProvider time)
{
    static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    static readonly TokenRequestContext Scope = new(["https://signalr.azure.com/.default"]);
    static readonly JsonWebTokenHandler Jwt = new();

    public async ValueTask<string> ForRequestAsync(Uri request, CancellationToken ct) =>
        connection.Identity is { } identity
            ? (await identity.GetTokenAsync(Scope, ct)).Token
            : Sign($"{request.Scheme}://{request.Host}{request.AbsolutePath}", []);

    /// <summary>The service compares the audience without the port.</summary>
    public string ForClient(string hub, string? userId, IEnumerable<Claim> claims) =>
        Sign(
            $"{connection.ClientEndpoint.Scheme}://{connection.ClientEndpoint.Host}/client/?hub={hub}",
            userId is null ? claims : claims.Prepend(new("asrs.s.uid", userId)));

    string Sign(string audience, IEnumerable<Claim> claims)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return Jwt.CreateToken(new SecurityTokenDescriptor
        {
            Audience = audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            Subject = new(claims),
            SigningCredentials = new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(connection.AccessKey!)), SecurityAlgorithms.HmacSha256),
        });
    }
}
