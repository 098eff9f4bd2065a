using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Messaging.ServiceBus;

namespace Messaging.FanOut.Push;

/// <summary>A Service Bus token for an address and all below it.</summary>
static class SharedAccessSignature
{
    static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public static string For(Uri address, ServiceBusConnectionStringProperties connection, DateTimeOffset now)
    {
        var resource = Uri.EscapeDataString(address.ToString().ToLowerInvariant());
        var expiry = (now + Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(connection.SharedAccessKey), Encoding.UTF8.GetBytes($"{resource}\n{expiry}")));
        return $"SharedAccessSignature sr={resource}&sig={Uri.EscapeDataString(signature)}&se={expiry}&skn={connection.SharedAccessKeyName}";
    }
}
