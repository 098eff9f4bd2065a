using System.Collections.Concurrent;
using System.Text.Json;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Delivery;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Messaging.Presence;

/// <summary>Looks at watched users, and tells watchers what changed: at most once a second per user, and each change once.</summary>
public sealed class Transitions(Stamps stamps, Peers peers, WatchMarks marks, Touches touches, Storms storms, IOptions<PresenceOptions> options, TimeProvider time)
{
    static readonly TimeSpan Coalesced = TimeSpan.FromSeconds(1);

    readonly PresenceOptions _rules = options.Value;

    /// <summary>What to send. Nobody's failure is another's.</summary>
    /// <param name="users">Each once. What happened here is passed on to the stamps where the user is watched; what a stamp is named for is not.</param>
    /// <param name="again">Whose change is to be told even if it is stored as told: what was returned the last time may be lost.</param>
    /// <param name="crowd">Whether some of them were touched together with many.</param>
    /// <param name="failed">Takes who failed, and how.</param>
    /// <param name="ct">Of the invocation.</param>
    public async Task<IReadOnlyCollection<SignalRMessageAction>> LookAsync(
        IEnumerable<PresenceTouched> users, Predicate<PresenceTouched> again, bool crowd, Action<PresenceTouched, Exception> failed, CancellationToken ct)
    {
        var looks = new ConcurrentBag<Look>();
        var elsewhere = new ConcurrentBag<(string Stamp, PresenceTouched User)>();
        await ForEachAsync(users, user => [user], async user => { if (await LookAsync(user, ct, elsewhere) is { } look) looks.Add(look); }, failed);
        await ForEachAsync(elsewhere.ToLookup(one => one.Stamp, one => one.User), stamp => stamp, stamp => peers.TouchedAsync(stamp.Key, [.. stamp], crowd, ct), failed);
        storms.Leaving(looks.Count(look => look.IsLeaving), crowd);

        var told = new ConcurrentBag<SignalRMessageAction>();
        await ForEachAsync(looks, look => [look.User], async look => { if (await SettleAsync(look, again(look.User), ct) is { } action) told.Add(action); }, failed);
        return told;
    }

    /// <summary>The mark before the state: who overtakes this look changes the mark, and it is taken back.</summary>
    async Task<Look?> LookAsync(PresenceTouched user, CancellationToken ct, ConcurrentBag<(string, PresenceTouched)>? elsewhere = null)
    {
        var now = time.GetUtcNow();
        if (await marks.ReadAsync(user.Tenant, user.User, ct) is not { } mark || !mark.IsWatched(now)) return null;
        if (user.Stamp is null) foreach (var (stamp, _) in mark.For.Where(one => one.Value > now)) elsewhere?.Add((stamp, user));

        var stored = await stamps.ReadAsync(user.Tenant, user.User, ct);
        now = time.GetUtcNow();
        var look = new Look(user, mark, WatchMark.Of(stored, mark.Until, now, _rules) with { For = mark.For }, stored, now);
        if (!look.IsCredible) throw new TimeoutException("A stamp that may know more of the user does not answer.");
        // Who is about to leave another stamp: what is told of it then may be lost.
        if (elsewhere is not null && stored.LeavesAt(now, _rules) is { } leaveAt && stored.Devices.Any(device => !device.IsHere && device.LeaveAt == leaveAt))
            await touches.WhenLeftAsync(user.Tenant, user.User, leaveAt, ct);
        return look;
    }

    async Task<SignalRMessageAction?> SettleAsync(Look? look, bool again, CancellationToken ct)
    {
        for (; look is not null; look = await LookAsync(look.User, ct))
        {
            var isTold = again || look.IsChange;
            if (!isTold && look.IsKnown) return null;
            if (!again && look.IsChange && NotBefore(look) is { } later)
            {
                await touches.AtAsync(look.User, later, ct);
                return null;
            }
            // Clocks of instances differ, but what is told later is dated later.
            var at = look.Now > look.Mark.ToldAt ? look.Now : look.Mark.ToldAt.AddMilliseconds(1);
            var next = look.Next with { ToldAt = isTold ? at : look.Mark.ToldAt };
            if (await marks.TryReplaceAsync(look.User.Tenant, look.User.User, look.Mark, next, ct))
                return isTold && look.Mark.Until > look.Now ? ToWatchers(look.User, look.Stored.ToEvent(look.Now, _rules) with { At = at }) : null;
        }
        return null;
    }

    DateTimeOffset? NotBefore(Look look) =>
        look.Now < look.Mark.ToldAt + Coalesced ? look.Mark.ToldAt + Coalesced
        : look.IsLeaving && look.Stored.Devices.Max(device => device.LeaveAt) is { } left ? storms.HeldUntil(left, look.Now)
        : null;

    static SignalRMessageAction ToWatchers(PresenceTouched user, PresenceEvent state) => new(Hub.Presence)
    {
        GroupName = Names.Watching(user.Tenant, user.User),
        // As an element: the worker would write the record in its own JSON form, not in the contracts'.
        Arguments = [JsonSerializer.SerializeToElement(state, ContractsJson.Wire.PresenceEvent)],
    };

    Task ForEachAsync<T>(IEnumerable<T> all, Func<T, IEnumerable<PresenceTouched>> usersOf, Func<T, Task> work, Action<PresenceTouched, Exception> failed) =>
        Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = _rules.Parallel }, async (one, _) =>
        {
            try { await work(one); }
            catch (Exception failure) { foreach (var user in usersOf(one)) failed(user, failure); }
        });

    sealed record Look(PresenceTouched User, WatchMark Mark, WatchMark Next, UserPresence Stored, DateTimeOffset Now)
    {
        public bool IsChange => Next.Shown != Mark.Shown;

        /// <summary>What a stamp that doesn't answer may know is not taken for a change, but who comes here does, and what was said since then holds.</summary>
        public bool IsCredible => Stored.MissedSince is not { } since || !IsChange || (Next.Connected && (!Mark.Connected || Stored.Own?.At >= since));

        public bool IsLeaving => Mark.Shown.Online && !Next.Connected;

        /// <summary>A mark that has one look at too early is good enough; it costs less than a write.</summary>
        public bool IsKnown => Next.Connected == Mark.Connected && Next.Here == Mark.Here && Mark.LookAt > Now && Mark.LookAt <= Next.LookAt;
    }
}
