using Messaging.Contracts.Queue;
using Messaging.Plumbing.Delivery;
using Microsoft.Extensions.Options;

namespace Messaging.Presence;

/// <summary>Forgets what a user who is erased left: devices, which are disconnected, status, blocks, and whom the user watched. What others keep of the user stays theirs.</summary>
public sealed class Erasures(PresenceTable table, WatchLists lists, Watches watches, SignalRRest signalR, IOptions<PresenceOptions> options)
{
    /// <summary>Spares what the user began after the erasure. Safe to repeat.</summary>
    public async Task ApplyAsync(UserErased erased, CancellationToken ct)
    {
        await table.EraseAsync(erased.Tenant, erased.User, erased.At, (device, stop) => signalR.CloseAsync(device.ConnectionId, stop), ct);
        var watched = await lists.ReadAsync(erased.Tenant, erased.User, ct);
        var before = erased.At + options.Value.WatchLifetime;
        await watches.UnwatchAsync(new("", erased.Tenant, erased.User), [.. watched.Where(one => one.Value <= before).Select(one => one.Key)], ct);
    }
}
