using System.Security.Cryptography;
using System.Text;

namespace Messaging.SignalR.Upstream;

/// <summary>Proves to the upstream that a call comes from the service: one HMAC of the connection id for each access key.</summary>
static class UpstreamSignature
{
    public static string Of(string connectionId, IEnumerable<string> keys) => string.Join(',', keys.Select(key =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(connectionId)))));
}
