using System.Collections.Concurrent;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Delivery;
using Microsoft.Extensions.Options;

namespace Messaging.Presence;

/// <summary>Who is told of whose presence, within a tenant. The watcher as a user joins the group of each watched user for a day: it
/// outlives connections, and a client that comes back and repeats its watch costs reads only.</summary>
public sealed class Watches(
    Stamps stamps, Peers peers, WatchMarks marks, WatchLists lists, States states, SignalRRest signalR, Touches touches, IOptions<PresenceOptions> options, TimeProvider time)
{
    readonly PresenceOptions _rules = options.Value;

    /// <summary>The users' states now; every later change is sent to all of the watcher's connections. Null if they are too many with those
    /// that are watched already.</summary>
    public async Task<PresenceList?> WatchAsync(Connection watcher, IReadOnlyCollection<string> users, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var watched = await lists.ReadAsync(watcher.Tenant, watcher.User, ct);
        foreach (var (user, _) in watched.Where(one => one.Value <= now)) await lists.RemoveAsync(watcher.Tenant, watcher.User, user, ct);
        watched = watched.Where(one => one.Value > now).ToDictionary();
        if (watched.Keys.Union(users).Count() > Limits.PresenceUsers) return null;

        var due = users.Where(user => !watched.TryGetValue(user, out var until) || until < now + _rules.WatchLifetime / 2).ToHashSet();
        var marked = new ConcurrentBag<string>();
        var shown = await states.OfAsync(users, async (user, stop) => due.Contains(user)
            ? await BeginAsync(watcher.Tenant, watcher.User, user, marked, stop)
            : (await stamps.ReadAsync(watcher.Tenant, user, stop)).ToEvent(watcher.User, time.GetUtcNow(), _rules), ct);
        await peers.WatchedAsync(watcher.Tenant, marked, now + _rules.WatchLifetime, ct);
        await lists.AddAsync(watcher.Tenant, watcher.User, due, now + _rules.WatchLifetime, ct);
        return shown;
    }

    public async Task UnwatchAsync(Connection watcher, IReadOnlyCollection<string> users, CancellationToken ct)
    {
        var watched = await lists.ReadAsync(watcher.Tenant, watcher.User, ct);
        await Parallel.ForEachAsync(users.Distinct(), new ParallelOptions { MaxDegreeOfParallelism = _rules.Parallel, CancellationToken = ct }, async (user, stop) =>
        {
            await signalR.RemoveUserFromGroupAsync(watcher.SignalRUser, Names.Watching(watcher.Tenant, user), stop);
            if (watched.ContainsKey(user)) await lists.RemoveAsync(watcher.Tenant, watcher.User, user, stop);
        });
    }

    /// <summary>One who is blocked is shown somebody offline and told of nothing; the list keeps the wish for the day when the block ends.</summary>
    public async Task<PresenceEvent> BeginAsync(string tenant, string watcher, string user, CancellationToken ct)
    {
        var (marked, until) = (new ConcurrentBag<string>(), time.GetUtcNow() + _rules.WatchLifetime);
        var state = await BeginAsync(tenant, watcher, user, marked, ct);
        await peers.WatchedAsync(tenant, marked, until, ct);
        return state;
    }

    async Task<PresenceEvent> BeginAsync(string tenant, string watcher, string user, ConcurrentBag<string> marked, CancellationToken ct)
    {
        if ((await stamps.ReadAsync(tenant, user, ct)).HasBlocked(watcher)) return UserPresence.Hidden(user, time.GetUtcNow());
        // Before the state is read, so that what is told from then on is heard, and a block of this moment is seen by this or sees it.
        string name = Names.User(tenant, watcher), group = Names.Watching(tenant, user);
        await signalR.AddUserToGroupAsync(name, group, _rules.WatchLifetime, ct);
        var stored = await stamps.ReadAsync(tenant, user, ct);
        if (stored.HasBlocked(watcher)) await signalR.RemoveUserFromGroupAsync(name, group, ct);
        else stored = await MarkAsync(stored, marked, ct);
        return stored.ToEvent(watcher, time.GetUtcNow(), _rules);
    }

    /// <param name="stored">What is known of the user.</param>
    /// <param name="marked">Takes the user if the peers are to be told of the watch.</param>
    /// <param name="ct">Of the call.</param>
    async Task<UserPresence> MarkAsync(UserPresence stored, ConcurrentBag<string> marked, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var until = now + _rules.WatchLifetime;
        var mark = await marks.ReadAsync(stored.Tenant, stored.User, ct);
        if (mark?.Until >= now + _rules.WatchLifetime / 2) return stored;
        if (mark?.IsWatched(now) == true) await marks.RenewAsync(stored.Tenant, stored.User, stamp: null, until, ct);
        else stored = await MarkAsync(stored, until, now, ct);
        marked.Add(stored.User);
        return stored;
    }

    /// <summary>Nothing was told while nobody watched: catches up on what happened just before the mark stood.</summary>
    async Task<UserPresence> MarkAsync(UserPresence before, DateTimeOffset until, DateTimeOffset now, CancellationToken ct)
    {
        var mark = WatchMark.Of(before, until, now, _rules);
        await marks.SetAsync(before.Tenant, before.User, mark, ct);
        var stored = await stamps.ReadAsync(before.Tenant, before.User, ct);
        if (WatchMark.Of(stored, until, now, _rules) != mark) await touches.NowAsync(before.Tenant, before.User, ct);
        if (stored.LeavesAt(now, _rules) is { } leaveAt) await touches.WhenLeftAsync(before.Tenant, before.User, leaveAt, ct);
        return stored;
    }
}
