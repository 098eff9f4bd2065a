using System.Collections.Concurrent;

namespace Messaging.ServiceBus;

/// <summary>What one entity has handled since the broker started.</summary>
public sealed class EntityCounters
{
    readonly BrokerCounters? total;
    readonly long[] credits = new long[Enum.GetValues<CreditKind>().Length];
    long sent, received;

    internal EntityCounters(BrokerCounters? total) => this.total = total;

    /// <summary>Messages accepted from senders; a batch of 100 counts 100.</summary>
    public long MessagesSent => Interlocked.Read(ref sent);

    /// <summary>Deliveries to receivers, repeated ones too.</summary>
    public long MessagesReceived => Interlocked.Read(ref received);

    /// <summary>Credits that the Standard tier charges, whether or not the broker throttles.</summary>
    public long CreditsUsed => Enum.GetValues<CreditKind>().Sum(CreditsUsedFor);

    /// <summary>Credits of one kind.</summary>
    public long CreditsUsedFor(CreditKind kind) => Interlocked.Read(ref credits[(int)kind]);

    internal void Sent(int count)
    {
        Interlocked.Add(ref sent, count);
        total?.All.Sent(count);
    }

    internal void Received(int count)
    {
        Interlocked.Add(ref received, count);
        total?.All.Received(count);
    }

    internal void Charged(CreditKind kind, int count)
    {
        Interlocked.Add(ref credits[(int)kind], count);
        total?.All.Charged(kind, count);
    }
}

/// <summary>What the broker has handled since it started: in all, and by entity.</summary>
public sealed class BrokerCounters
{
    readonly ConcurrentDictionary<string, EntityCounters> entities = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All entities together, and what concerns none of them.</summary>
    public EntityCounters All { get; } = new(null);

    /// <summary>By path, for example <c>orders</c> or <c>events/Subscriptions/audit/$DeadLetterQueue</c>.</summary>
    public IReadOnlyDictionary<string, EntityCounters> Entities => entities;

    internal EntityCounters Of(string path) => entities.GetOrAdd(path, _ => new EntityCounters(this));
}
