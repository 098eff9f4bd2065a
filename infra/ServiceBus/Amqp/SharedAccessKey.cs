using System.Security.Cryptography;
using System.Text;
using Messaging.ServiceBus.Entities;

namespace Messaging.ServiceBus.Amqp;

/// <summary>Checks shared-access signatures of the one policy.</summary>
sealed class SharedAccessKey(string key, TimeProvider time)
{
    internal const string PolicyName = "RootManageSharedAccessKey";
    const string Scheme = "SharedAccessSignature ";

    /// <summary>Why the token gives no right to the audience; null if it does.</summary>
    public string? Check(string token, string audience)
    {
        if (!token.StartsWith(Scheme, StringComparison.Ordinal))
            return "Only shared-access signatures are implemented.";
        var fields = token[Scheme.Length..].Split('&').Select(field => field.Split('=', 2)).Where(field => field.Length == 2)
            .ToDictionary(field => field[0], field => field[1], StringComparer.Ordinal);
        if (fields.GetValueOrDefault("skn") is not PolicyName || !IsSigned(fields))
            return "InvalidSignature: The token has an invalid signature.";
        if (!long.TryParse(fields.GetValueOrDefault("se"), out var expiry) || expiry <= time.GetUtcNow().ToUnixTimeSeconds())
            return "ExpiredToken: The token is expired.";
        return Covers(Uri.UnescapeDataString(fields["sr"]), audience) ? null : "InvalidAudience: The token was issued for another resource.";
    }

    bool IsSigned(Dictionary<string, string> fields)
    {
        if (!fields.TryGetValue("sr", out var resource) || !fields.TryGetValue("se", out var expiry) || !fields.TryGetValue("sig", out var signature))
            return false;
        var expected = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{resource}\n{expiry}")));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(Uri.UnescapeDataString(signature)));
    }

    static bool Covers(string resource, string audience)
    {
        var granted = PathOf(resource);
        var wanted = PathOf(audience);
        return granted.Length == 0 || wanted.Equals(granted, StringComparison.OrdinalIgnoreCase)
            || wanted.StartsWith(granted + "/", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The path alone: schemes and ports differ between clients and say nothing about the right.</summary>
    internal static string PathOf(string resource) =>
        Uri.TryCreate(resource, UriKind.Absolute, out var uri) && uri.Scheme != Uri.UriSchemeFile ? Uri.UnescapeDataString(uri.AbsolutePath.Trim('/')) : Namespace.Normalize(resource);
}
