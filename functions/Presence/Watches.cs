using System.Collections.Concurrent;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Delivery;
using Microsoft.Extensions.Options;

namespace Messaging.Presence;

/// <summary>Who is told of whose presence: a connection joins the group of each user that it watches, within its tenant.</summary>
public sealed class Watches(PresenceTable table, SignalRRest signalR, Touches touches, IOptions<PresenceOptions> options, TimeProvider time)
{
    readonly PresenceOptions _rules = options.Value;

    /// <summary>The users' states now; every later transition is sent to the connection.</summary>
    public async Task<PresenceList> WatchAsync(Connection watcher, IReadOnlyCollection<string> users, CancellationToken ct)
    {
        var states = new ConcurrentDictionary<string, PresenceEvent>();
        await ForEachAsync(users, async (user, stop) => states[user] = await WatchAsync(watcher, user, stop), ct);
        return new([.. users.Distinct().Select(user => states[user])]);
    }

    public Task UnwatchAsync(Connection watcher, IReadOnlyCollection<string> users, CancellationToken ct) => ForEachAsync(users, async (user, stop) =>
        await signalR.RemoveConnectionFromGroupAsync(watcher.Id, Names.Watching(watcher.Tenant, user), stop), ct);

    async Task<PresenceEvent> WatchAsync(Connection watcher, string user, CancellationToken ct)
    {
        // Before the state is read, so that what is told from then on is heard.
        await signalR.AddConnectionToGroupAsync(watcher.Id, Names.Watching(watcher.Tenant, user), ct);
        var stored = await table.ReadAsync(watcher.Tenant, user, ct);
        var now = time.GetUtcNow();
        if (!stored.IsWatched(now)) stored = await MarkAsync(stored, now, ct);
        else if (stored.Mark!.Until < now + _rules.WatchLifetime / 2) await table.RenewMarkAsync(watcher.Tenant, user, now + _rules.WatchLifetime, ct);
        return stored.ToEvent(time.GetUtcNow(), _rules);
    }

    /// <summary>Nothing was told while nobody watched: catches up on what happened just before the mark stood.</summary>
    async Task<UserPresence> MarkAsync(UserPresence before, DateTimeOffset now, CancellationToken ct)
    {
        var online = before.IsOnline(now, _rules);
        await table.SetMarkAsync(before.Tenant, before.User, new(now + _rules.WatchLifetime, online), ct);
        var stored = await table.ReadAsync(before.Tenant, before.User, ct);
        if (stored.IsOnline(now, _rules) != online) await touches.NowAsync(before.Tenant, before.User, ct);
        if (stored.LeavesAt(now, _rules) is { } leaveAt) await touches.WhenLeftAsync(before.Tenant, before.User, leaveAt, ct);
        return stored;
    }

    Task ForEachAsync(IEnumerable<string> users, Func<string, CancellationToken, Task> watch, CancellationToken ct) => Parallel.ForEachAsync(
        users.Distinct(), new ParallelOptions { MaxDegreeOfParallelism = _rules.Parallel, CancellationToken = ct },
        async (user, stop) => await watch(user, stop));
}
