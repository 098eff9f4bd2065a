using System.Security.Cryptography;
using System.Text;

namespace Messaging.FanOut.Push;

/// <summary>The tag of a user's devices at a notification hub. Tags take few characters and 120 of them, users' ids more: so it is
/// <c>user:</c> and the SHA-256 of <c>tenant|user</c> in UTF-8, in lower hex.</summary>
public static class NotificationHubTag
{
    public static string Of(string tenant, string user) =>
        "user:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Plumbing.Delivery.Names.User(tenant, user))));
}
