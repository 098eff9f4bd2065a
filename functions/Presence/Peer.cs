using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Plumbing.Queueing;
using Microsoft.Extensions.Logging;

namespace Messaging.Presence;

/// <summary>Another stamp: its table <c>Presence</c> is read, and its queue <c>presence</c> is told.</summary>
public sealed partial class Peer(string name, PresenceTable table, QueueSender queues, TimeProvider time, ILogger<Peer> logger)
{
    /// <summary>The first send in a while opens a connection across regions.</summary>
    static readonly TimeSpan SendTime = TimeSpan.FromSeconds(5);

    readonly Contact _table = new(time), _queue = new(time);

    public string Name => name;

    /// <summary>What is stored there of the user; nothing if it can't be read, and then since when.</summary>
    public async Task<UserPresence> ReadAsync(string tenant, string user, CancellationToken ct)
    {
        var nothing = UserPresence.Nobody(tenant, user);
        var asked = time.GetUtcNow();
        if (!_table.MayTry()) return nothing with { MissedSince = _table.MissedSince };
        try
        {
            var stored = await table.ReadAsync(tenant, user, ct);
            _table.Answered();
            return stored;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            if (_table.Failed(asked)) LogUnread(failure, name);
            return nothing with { MissedSince = _table.MissedSince };
        }
    }

    /// <exception cref="TimeoutException">It didn't take the message, or has not taken another one just now.</exception>
    public async Task SendAsync(ServiceBusMessage message, CancellationToken ct)
    {
        var tried = time.GetUtcNow();
        if (!_queue.MayTry()) throw new TimeoutException($"Stamp '{name}' has not answered for a while.");
        using var limit = new CancellationTokenSource(SendTime, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await queues.SendAsync(Queues.Presence, message, stop.Token);
            _queue.Answered();
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            if (_queue.Failed(tried)) LogUntold(failure, name);
            throw new TimeoutException($"Stamp '{name}' does not answer.", failure);
        }
    }
}
