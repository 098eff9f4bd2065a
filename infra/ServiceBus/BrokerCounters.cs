using System.Collections.Concurrent;

namespace Messaging.ServiceBus;

/// <summary>What one entity has handled since the broker started.</summary>
public sealed class EntityCounters
{
    readonly BrokerCounters? total;
    long sent, received, credits;

    internal EntityCounters(BrokerCounters? total) => this.total = total;

    /// <summary>Messages accepted from senders; a batch of 100 counts 100.</summary>
    public long MessagesSent => Interlocked.Read(ref sent);

    /// <summary>Deliveries to receivers, repeated ones too.</summary>
    public long MessagesReceived => Interlocked.Read(ref received);

    /// <summary>Credits as the Standard tier counts them, one a message sent or received (Azure Service Bus, "Throttling operations").
    /// Peeks and management operations are not counted here; the throttle charges them.</summary>
    public long CreditsUsed => Interlocked.Read(ref credits);

    internal void Sent(int count)
    {
        Interlocked.Add(ref sent, count);
        Interlocked.Add(ref credits, count);
        total?.All.Sent(count);
    }

    internal void Received(int count)
    {
        Interlocked.Add(ref received, count);
        Interlocked.Add(ref credits, count);
        total?.All.Received(count);
    }
}

/// <summary>What the broker has handled since it started: in all, and by entity.</summary>
public sealed class BrokerCounters
{
    readonly ConcurrentDictionary<string, EntityCounters> entities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All entities together.</summary>
    public EntityCounters All { get; } = new(null);

    /// <summary>By path, for example <c>orders</c> or <c>events/Subscriptions/audit/$DeadLetterQueue</c>.</summary>
    public IReadOnlyDictionary<string, EntityCounters> Entities => entities;

    internal EntityCounters Of(string path) => entities.GetOrAdd(path, _ => new EntityCounters(this));
}
