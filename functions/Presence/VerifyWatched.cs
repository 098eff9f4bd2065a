using System.Collections.Concurrent;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Delivery;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Messaging.Presence;

/// <summary>Asks the service every minute whether the watched users are connected, for its events get lost with a node
/// (azure-signalr#809). One call per watched user; a user of whom nothing changed costs nothing else. With other stamps, which this one's service
/// does not know and whose facts may be late, each user who is watched here is read there too.</summary>
public sealed partial class VerifyWatched(
    WatchMarks marks, PresenceTable table, Peers peers, SignalRRest signalR, Transitions transitions, Touches touches,
    IOptions<PresenceOptions> options, TimeProvider time, ILogger<VerifyWatched> logger)
{
    /// <summary>A minute, this, and the time until the queue has it looked at stay below the 75 s that watchers are promised. Not shorter: the <c>disconnected</c> of
    /// one who is about to come back may be on its way.</summary>
    static readonly TimeSpan LeaveDelay = TimeSpan.FromSeconds(8);

    /// <summary>The next minute's run goes on with what this one left.</summary>
    static readonly TimeSpan Budget = TimeSpan.FromSeconds(50);

    /// <summary>The service's word for a device of which no heartbeat comes is renewed before another stamp finds it lapsed.</summary>
    readonly TimeSpan _ahead = peers.Any ? TimeSpan.FromSeconds(75) : TimeSpan.Zero;

    [Function(nameof(VerifyWatched))]
    [SignalROutput(HubName = Hub.Name, ConnectionStringSetting = AppDefaults.SignalR)]
    public async Task<SignalRMessageAction[]> RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken ct)
    {
        using var budget = new CancellationTokenSource(Budget, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, budget.Token);
        await peers.ProbeAsync(stop.Token);
        var doubtful = new ConcurrentBag<PresenceTouched>();
        int users = 0, failed = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel };
        await Parallel.ForEachAsync(marks.AllAsync(ct), parallel, async (watched, _) =>
        {
            Interlocked.Increment(ref users);
            try
            {
                if (await DoubtAsync(watched.Tenant, watched.User, watched.Mark, stop.Token) is { } doubt) doubtful.Add(doubt);
            }
            catch (Exception) { Interlocked.Increment(ref failed); }
        });
        var told = await transitions.LookAsync(doubtful, again: _ => false, crowd: false, (_, _) => Interlocked.Increment(ref failed), ct);
        LogVerified(users, doubtful.Count, failed, told.Count);
        return [.. told];
    }

    /// <summary>Null if nobody needs to look at the user. What is not this stamp's own finding is not passed on to others.</summary>
    async Task<PresenceTouched?> DoubtAsync(string tenant, string user, WatchMark mark, CancellationToken ct)
    {
        var asked = time.GetUtcNow();
        if (!mark.IsWatched(asked))
        {
            await marks.TryDeleteAsync(tenant, user, mark, ct);
            return null;
        }
        var connected = await signalR.IsConnectedAsync(Names.User(tenant, user), ct);
        if (connected == mark.Here && asked + _ahead < mark.LookAt) return peers.Any && mark.Until > asked ? new(tenant, user, peers.Here) : null;

        var stored = await table.ReadAsync(tenant, user, ct);
        if (!connected) await LeaveAsync(stored, asked, ct);
        else if (!stored.IsConnected(asked + _ahead, options.Value)) await table.VerifiedAsync(tenant, user, asked, ct);
        return new(tenant, user);
    }

    /// <summary>One that gave a sign after the service was asked is spared until the next minute.</summary>
    async Task LeaveAsync(UserPresence stored, DateTimeOffset asked, CancellationToken ct)
    {
        var ghosts = stored.Devices.Where(device =>
            device.LeaveAt is null && device.IsPresent(asked, options.Value) && device.HeartbeatAt < asked - Touches.Margin).ToList();
        if (ghosts.Count == 0) return;
        var leaveAt = asked + LeaveDelay;
        foreach (var ghost in ghosts) await table.DisconnectedAsync(new(ghost.ConnectionId, stored.Tenant, stored.User), leaveAt, ct);
        await touches.WhenLeftAsync(stored.Tenant, stored.User, leaveAt, ct);
    }
}
