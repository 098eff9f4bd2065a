using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Messaging.FanOut.Push;

/// <summary>The symmetric signature of the Standard Webhooks specification: HMAC-SHA256 over id, time and body.</summary>
public static class WebhookSignature
{
    public const string Id = "webhook-id", Timestamp = "webhook-timestamp", Signature = "webhook-signature";

    const string Prefix = "whsec_";

    public static string Of(string secret, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Key(secret), signed));
    }

    public static bool IsKey(string secret)
    {
        try { return Key(secret).Length is >= 24 and <= 64; }
        catch (FormatException) { return false; }
    }

    static byte[] Key(string secret) =>
        Convert.FromBase64String(secret.StartsWith(Prefix, StringComparison.Ordinal) ? secret[Prefix.Length..] : secret);
}
