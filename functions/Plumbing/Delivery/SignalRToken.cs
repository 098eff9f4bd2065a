using System.Net.Http.Headers;
using System.Text;
using Azure.Core;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Messaging.Plumbing.Delivery;

/// <summary>Tokens for SignalR: for our own calls, and for clients that negotiate.</summary>
public sealed class SignalRToken(SignalRSettings settings, TimeProvider time)
{
    static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    readonly SigningCredentials? _key = settings.AccessKey is null ? null
        : new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(settings.AccessKey)), SecurityAlgorithms.HmacSha256);

    public bool SignsLocally => _key is not null;

    public async ValueTask<AuthenticationHeaderValue> ForCallAsync(Uri request, CancellationToken ct)
    {
        if (SignsLocally) return new("Bearer", Sign(request.GetLeftPart(UriPartial.Path), user: null));
        var token = await settings.Credential!.GetTokenAsync(new TokenRequestContext(["https://signalr.azure.com/.default"]), ct);
        return new("Bearer", token.Token);
    }

    public string ForClient(string clientUrl, string user) => Sign(clientUrl, user);

    string Sign(string audience, string? user)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Audience = audience,
            IssuedAt = now,
            NotBefore = now.AddMinutes(-5),
            Expires = now + Lifetime,
            Claims = user is null ? null : new Dictionary<string, object> { ["asrs.s.uid"] = user },
            SigningCredentials = _key,
        });
    }
}
