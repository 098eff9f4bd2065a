using Microsoft.Extensions.Options;

namespace Messaging.Presence;

/// <summary>What the upstream tells of a user's connections. Only transitions of watched users go on the queue.</summary>
public sealed class Devices(PresenceTable table, WatchMarks marks, Touches touches, IOptions<PresenceOptions> options, TimeProvider time)
{
    /// <summary>Rows of devices that left are deleted so many at once: a connect is then one write, not two.</summary>
    const int Forgotten = 8, RowsPerTransaction = 100;

    /// <summary>A <c>connected</c> may be overtaken by its <c>disconnected</c>: what is known of the end is kept until no more is to come.</summary>
    static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    readonly PresenceOptions _rules = options.Value;

    public async Task ConnectedAsync(Connection device, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await table.ConnectedAsync(device, now, ct);
        // Read after the write: a watcher writes its mark before it reads, so one of the two sees the other.
        var mark = marks.ReadAsync(device.Tenant, device.User, ct);
        var stored = await table.ReadAsync(device.Tenant, device.User, ct);
        if (await mark is { } watched && watched.IsWatched(now) && !WasConnectedAnyway(watched, stored.Without(device.Id), now))
            await touches.NowAsync(device.Tenant, device.User, ct);

        var gone = stored.Devices.Where(other => other.LastSeen(_rules) < now - Late && !other.IsPresent(now, _rules)).Take(RowsPerTransaction).ToList();
        if (gone.Count >= Forgotten) await table.ForgetAsync(device.Tenant, device.User, gone, ct);
    }

    public async Task DisconnectedAsync(Connection device, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var leaveAt = now + _rules.LeaveDelay;
        await table.DisconnectedAsync(device, leaveAt, ct);
        if ((await marks.ReadAsync(device.Tenant, device.User, ct))?.IsWatched(now) == true) await touches.WhenLeftAsync(device.Tenant, device.User, leaveAt, ct);
    }

    public Task HeartbeatAsync(Connection device, CancellationToken ct) => table.HeartbeatAsync(device, time.GetUtcNow(), ct);

    /// <summary>Back before the leave delay was over, or on a second device: there is nothing to tell.</summary>
    bool WasConnectedAnyway(WatchMark mark, UserPresence others, DateTimeOffset now) =>
        mark.Connected && others.IsConnected(now + Touches.Margin, _rules);
}
