using Messaging.Contracts.Client;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Delivery;
using Microsoft.Extensions.Options;

namespace Messaging.Presence;

/// <summary>What users say of themselves: one row, so that all devices agree.</summary>
public sealed class Statuses(PresenceTable table, WatchMarks marks, Touches touches, SignalRRest signalR, IOptions<PresenceOptions> options, TimeProvider time)
{
    public async Task SetAsync(Caller caller, string status, string? text, DateTimeOffset? until, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var before = (await table.ReadAsync(caller.Tenant, caller.User, ct)).ToEvent(now, options.Value);
        await table.SetStatusAsync(caller.Tenant, caller.User, new(status, text, until, before.Online ? now : before.LastSeen), now, ct);
        await TellAsync(caller, ct);
    }

    public async Task ClearAsync(Caller caller, CancellationToken ct)
    {
        await table.ClearStatusAsync(caller.Tenant, caller.User, ct);
        await TellAsync(caller, ct);
    }

    /// <summary>The queue tells watchers; one's own devices are told more than these may see.</summary>
    async Task TellAsync(Caller caller, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        // Read after the write, as when a device connects.
        if ((await marks.ReadAsync(caller.Tenant, caller.User, ct))?.Until > now) await touches.NowAsync(caller.Tenant, caller.User, ct);
        var stored = await table.ReadAsync(caller.Tenant, caller.User, ct);
        await signalR.SendToUserAsync(caller.SignalRUser, Hub.Presence, stored.ToEvent(caller.User, now, options.Value), ct);
    }
}
