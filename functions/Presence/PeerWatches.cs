using Messaging.Contracts.Queue;
using Microsoft.Extensions.Options;

namespace Messaging.Presence;

/// <summary>Users of this stamp who are watched at another: each is looked after as if somebody here did, and what happens is told there.</summary>
public sealed class PeerWatches(Stamps stamps, WatchMarks marks, Touches touches, IOptions<PresenceOptions> options, TimeProvider time)
{
    readonly PresenceOptions _rules = options.Value;

    /// <summary>Safe to repeat, in any order.</summary>
    public Task ApplyAsync(PresenceWatched watched, CancellationToken ct) => Parallel.ForEachAsync(
        watched.Users, new ParallelOptions { MaxDegreeOfParallelism = _rules.Parallel, CancellationToken = ct },
        async (user, stop) => await MarkAsync(watched.Tenant, user, watched.Stamp, watched.Until, stop));

    async Task MarkAsync(string tenant, string user, string stamp, DateTimeOffset until, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (until <= now) return;
        var mark = await marks.ReadAsync(tenant, user, ct);
        var stored = await stamps.ReadAsync(tenant, user, ct);
        if (mark?.IsWatched(now) != true) await marks.SetAsync(tenant, user, WatchMark.Of(stored, stamp, until, now, _rules), ct);
        else if (mark.For.GetValueOrDefault(stamp) < until) await marks.RenewAsync(tenant, user, stamp, until, ct);
        // What happened before the mark stood, and what has begun and not ended yet.
        await touches.NowAsync(tenant, user, ct);
        if (stored.LeavesAt(now, _rules) is { } leaveAt) await touches.WhenLeftAsync(tenant, user, leaveAt, ct);
    }
}
