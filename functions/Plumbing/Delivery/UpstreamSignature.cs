using System.Security.Cryptography;
using System.Text;

namespace Messaging.Plumbing.Delivery;

/// <summary>Checks <c>X-ASRS-Signature</c>: a list of <c>sha256=</c> and the hex HMAC of the connection id, one per access key.</summary>
public sealed class UpstreamSignature(SignalRSettings settings)
{
    public bool IsValid(string connectionId, string? header)
    {
        if (settings.AccessKey is null || string.IsNullOrEmpty(header)) return false;
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(settings.AccessKey), Encoding.UTF8.GetBytes(connectionId));
        return header.Split(',', StringSplitOptions.TrimEntries).Any(one => Matches(one, expected));
    }

    static bool Matches(string signature, byte[] expected)
    {
        const string prefix = "sha256=";
        if (!signature.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) || signature.Length != prefix.Length + 64) return false;
        try { return CryptographicOperations.FixedTimeEquals(Convert.FromHexString(signature.AsSpan(prefix.Length)), expected); }
        catch (FormatException) { return false; }
    }
}
