using Messaging.Contracts.Client;
using Messaging.Plumbing.Delivery;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Presence.Upstream;

/// <summary>POST /api/upstream/{hub}/{category}/{event}: what SignalR tells of its clients, and what they call.</summary>
public sealed class ReceiveUpstream(UpstreamAuthentication authentication, Devices devices, Methods methods)
{
    [Function(nameof(ReceiveUpstream))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "upstream/{hub}/{category}/{event}")] HttpRequest request,
        string hub, string category, string @event, CancellationToken ct)
    {
        var connectionId = request.Headers["X-ASRS-Connection-Id"].ToString();
        if (connectionId.Length == 0 || !await authentication.IsServiceAsync(request, connectionId)) return Problems.Unauthorized();
        if (hub != Hub.Name) return Problems.NotFound("hub");
        if (!Names.TryReadUser(request.Headers["X-ASRS-User-Id"], out var tenant, out var user))
            return Problems.Invalid("X-ASRS-User-Id", "A user of ours is required.");

        var device = new Connection(connectionId, tenant, user);
        return (category, @event) switch
        {
            ("connections", "connected") => await DoneAsync(devices.ConnectedAsync(device, ct)),
            ("connections", "disconnected") => await DoneAsync(devices.DisconnectedAsync(device, ct)),
            ("messages", _) => await methods.CallAsync(request, device, @event, ct),
            _ => Problems.NotFound("event"),
        };
    }

    static async Task<IActionResult> DoneAsync(Task work)
    {
        await work;
        return Completion.Empty();
    }
}
