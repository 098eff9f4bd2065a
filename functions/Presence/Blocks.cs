using System.Text.Json;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Delivery;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Presence;

/// <summary>Who may not see whom. A blocked watcher is not told of it: the user looks offline, from the block on and until it ends.</summary>
public sealed class Blocks(PresenceTable table, Peers peers, WatchLists lists, Watches watches, SignalRRest signalR, TimeProvider time)
{
    /// <summary>What the other's screens are to show now; null if they don't show the user. Safe to repeat.</summary>
    public async Task<SignalRMessageAction?> ApplyAsync(BlockChanged change, CancellationToken ct)
    {
        if (change.Stamp is null) await peers.BlockedAsync(change, ct);
        if (!await table.TryBlockAsync(change.Tenant, change.User, change.Other, change.Blocked, change.At, ct)) return null;
        var other = Names.User(change.Tenant, change.Other);
        if (change.Blocked) await signalR.RemoveUserFromGroupAsync(other, Names.Watching(change.Tenant, change.User), ct);
        if (!await lists.ContainsAsync(change.Tenant, change.Other, change.User, time.GetUtcNow(), ct)) return null;

        var state = change.Blocked
            ? UserPresence.Hidden(change.User, time.GetUtcNow())
            : await watches.BeginAsync(change.Tenant, change.Other, change.User, ct);
        return new(Hub.Presence, [JsonSerializer.SerializeToElement(state, ContractsJson.Wire.PresenceEvent)]) { UserId = other };
    }
}
