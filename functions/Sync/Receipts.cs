using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Queueing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Messaging.Sync;

/// <summary>Tells FanOut whose cursors moved: the first at once, then once a second whatever moved meanwhile, each reader's furthest.
/// A queue message costs the same whatever it carries. What a crash loses is still in the readers' inboxes, where receipts are read.</summary>
public sealed partial class Receipts(QueueSender queues, TimeProvider time, ILogger<Receipts> logger) : IHostedService
{
    /// <summary>Some 450 bytes each at worst, below the 256 KB of Service Bus Standard.</summary>
    const int MovesPerMessage = 400;

    /// <summary>Beyond it a move is not told: while Service Bus is away memory must not grow without end.</summary>
    const int MovesKept = 100_000;

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    readonly Lock _gate = new();
    Dictionary<(string Tenant, string ConversationId, string User), CursorMove> _waiting = [];
    bool _telling;

    public void Tell(string tenant, CursorMove move)
    {
        lock (_gate)
        {
            Keep(tenant, move);
            if (_telling) return;
            _telling = true;
        }
        _ = Task.Run(TellWaitingAsync, CancellationToken.None);
    }

    public Task StartAsync(CancellationToken ct) => Task.CompletedTask;

    /// <summary>What still waits is told before the instance goes.</summary>
    public Task StopAsync(CancellationToken ct) => TellAsync(TakeWaiting(), ct);

    async Task TellWaitingAsync()
    {
        while (TakeWaiting() is { Count: > 0 } moves)
        {
            await TellAsync(moves, CancellationToken.None);
            await Task.Delay(Pause, time);
        }
    }

    async Task TellAsync(Dictionary<(string Tenant, string ConversationId, string User), CursorMove> moves, CancellationToken ct)
    {
        foreach (var tenant in moves.GroupBy(move => move.Key.Tenant, move => move.Value))
            foreach (var some in tenant.Chunk(MovesPerMessage))
                try { await queues.SendAsync(Queues.FanOut, new CursorsMoved(tenant.Key, some), FactTypes.CursorsMoved, ct); }
                catch (Exception failure)
                {
                    LogNotTold(failure, some.Length);
                    lock (_gate) foreach (var move in some) Keep(tenant.Key, move);
                }
    }

    void Keep(string tenant, CursorMove move)
    {
        var key = (tenant, move.ConversationId, move.User);
        if (_waiting.TryGetValue(key, out var other))
            _waiting[key] = (other.Seq > move.Seq ? other : move) with { Delivered = Math.Max(other.Delivered, move.Delivered) };
        else if (_waiting.Count < MovesKept) _waiting[key] = move;
    }

    Dictionary<(string Tenant, string ConversationId, string User), CursorMove> TakeWaiting()
    {
        lock (_gate)
        {
            var taken = _waiting;
            _waiting = [];
            _telling = taken.Count > 0;
            return taken;
        }
    }
}
