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
/// (azure-signalr#809). One call per watched user; a user of whom nothing changed costs nothing else.</summary>
public sealed partial class VerifyWatched(
    WatchMarks marks, PresenceTable table, SignalRRest signalR, Transitions transitions, Touches touches,
    IOptions<PresenceOptions> options, TimeProvider time, ILogger<VerifyWatched> logger)
{
    /// <summary>A minute, this, and the time until the queue has it looked at stay below the 75 s that watchers are promised. Not shorter: the <c>disconnected</c> of
    /// one who is about to come back may be on its way.</summary>
    static readonly TimeSpan LeaveDelay = TimeSpan.FromSeconds(8);

    /// <summary>The next minute's run goes on with what this one left.</summary>
    static readonly TimeSpan Budget = TimeSpan.FromSeconds(50);

    [Function(nameof(VerifyWatched))]
    [SignalROutput(HubName = Hub.Name, ConnectionStringSetting = AppDefaults.SignalR)]
    public async Task<SignalRMessageAction[]> RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken ct)
    {
        using var budget = new CancellationTokenSource(Budget, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, budget.Token);
        var doubtful = new ConcurrentBag<PresenceTouched>();
        int users = 0, failed = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel };
        await Parallel.ForEachAsync(marks.AllAsync(ct), parallel, async (watched, _) =>
        {
            Interlocked.Increment(ref users);
            try
            {
                if (await IsDoubtfulAsync(watched.Tenant, watched.User, watched.Mark, stop.Token)) doubtful.Add(new(watched.Tenant, watched.User));
            }
            catch (Exception) { Interlocked.Increment(ref failed); }
        });
        var told = await transitions.LookAsync(doubtful, again: _ => false, crowd: false, (_, _) => Interlocked.Increment(ref failed), ct);
        LogVerified(users, doubtful.Count, failed, told.Count);
        return [.. told];
    }

    async Task<bool> IsDoubtfulAsync(string tenant, string user, WatchMark mark, CancellationToken ct)
    {
        var asked = time.GetUtcNow();
        if (mark.Until <= asked)
        {
            await marks.TryDeleteAsync(tenant, user, mark, ct);
            return false;
        }
        var connected = await signalR.IsConnectedAsync(Names.User(tenant, user), ct);
        if (connected == mark.Connected && asked < mark.LookAt) return false;

        var stored = await table.ReadAsync(tenant, user, ct);
        if (!connected) await LeaveAsync(stored, asked, ct);
        else if (!stored.IsConnected(asked, options.Value)) await table.VerifiedAsync(tenant, user, asked, ct);
        return true;
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
