using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Messaging.SignalR;

/// <summary>The service's keys: the configured one or two, and a temporary one that identities may ask for.</summary>
sealed class AccessKeys
{
    static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    readonly TimeProvider time;

    public AccessKeys(SignalRServerOptions options, TimeProvider time)
    {
        this.time = time;
        string?[] configured = [options.AccessKey, options.SecondaryKey];
        Configured = [.. configured.OfType<string>()];
        if (Configured.Any(key => Encoding.UTF8.GetByteCount(key) < 32))
            throw new ArgumentException("An access key must have at least 32 bytes.", nameof(options));

        SigningKeys = [.. Configured.Append(Temporary).Select(key => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)))];
    }

    /// <summary>The configured keys, primary first; they sign upstream calls.</summary>
    public IReadOnlyList<string> Configured { get; }

    public string Temporary { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    public string TemporaryId { get; } = Guid.NewGuid().ToString("N");

    public IReadOnlyList<SecurityKey> SigningKeys { get; }

    /// <summary>A client's access token, signed with the primary key.</summary>
    public string SignClientToken(string audience, string? user, TimeSpan lifetime)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Audience = audience,
            Claims = user is null ? null : new Dictionary<string, object> { [ClientClaims.UserId] = user },
            IssuedAt = now,
            NotBefore = now,
            Expires = now + lifetime,
            SigningCredentials = new SigningCredentials(SigningKeys[0], SecurityAlgorithms.HmacSha256),
        });
    }
}
