using Messaging.Contracts.Client;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Delivery;
using Microsoft.Extensions.Options;

namespace Messaging.Presence;

/// <summary>What users say of themselves: one row in a stamp, and of several stamps' the latest, so that all devices agree.</summary>
public sealed class Statuses(PresenceTable table, Stamps stamps, WatchMarks marks, Touches touches, SignalRRest signalR, IOptions<PresenceOptions> options, TimeProvider time)
{
    public async Task SetAsync(Caller caller, string status, string? text, DateTimeOffset? until, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var before = (await stamps.ReadAsync(caller.Tenant, caller.User, ct)).ToEvent(now, options.Value);
        await table.SetStatusAsync(caller.Tenant, caller.User, new(status, text, until, before.Online ? now : before.LastSeen, At: now), ct);
        await TellAsync(caller, ct);
    }

    /// <summary>Kept as the latest word: a row that is gone would let an older one of another stamp hold again.</summary>
    public async Task ClearAsync(Caller caller, CancellationToken ct)
    {
        await table.SetStatusAsync(caller.Tenant, caller.User, new(UserStatuses.Available, Text: null, Until: null, LastSeen: null, At: time.GetUtcNow()), ct);
        await TellAsync(caller, ct);
    }

    /// <summary>The queue tells watchers; one's own devices are told more than these may see.</summary>
    async Task TellAsync(Caller caller, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        // Read after the write, as when a device connects.
        if ((await marks.ReadAsync(caller.Tenant, caller.User, ct))?.IsWatched(now) == true) await touches.NowAsync(caller.Tenant, caller.User, ct);
        var stored = await stamps.ReadAsync(caller.Tenant, caller.User, ct);
        await signalR.SendToUserAsync(caller.SignalRUser, Hub.Presence, stored.ToEvent(caller.User, now, options.Value), ct);
    }
}
