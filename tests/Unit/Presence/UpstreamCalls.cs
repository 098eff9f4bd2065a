using System.Security.Cryptography;
using System.Text;
using Messaging.Presence.Upstream;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Unit.Presence;

/// <summary>Posts as the SignalR service does.</summary>
static class UpstreamCalls
{
    public static Task<IActionResult> CallAsync(this PresenceWorld world, string method, string arguments) =>
        world.PostAsync("messages", method, $$"""{"arguments":{{arguments}},"target":"{{method}}","invocationId":"1","type":1}""");

    public static Task<IActionResult> PostAsync(this PresenceWorld world, string category, string @event, string body, string? signature = "ours", string user = "acme|ada",
        string contentType = "application/json; charset=utf-8", string hub = "messaging", string connection = "phone")
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = contentType;
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        request.Headers["X-ASRS-Connection-Id"] = connection;
        request.Headers["X-ASRS-User-Id"] = user;
        if (signature is not null) request.Headers["X-ASRS-Signature"] = signature == "ours" ? Signature(connection) : signature;
        return world.Of<ReceiveUpstream>().RunAsync(request, hub, category, @event, default);
    }

    public static string Signature(string connection = "phone") => "sha256=" + Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(PresenceWorld.AccessKey), Encoding.UTF8.GetBytes(connection)));
}
