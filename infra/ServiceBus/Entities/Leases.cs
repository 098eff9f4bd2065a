namespace Messaging.ServiceBus.Entities;

interface ILease
{
    DateTimeOffset LockedUntil { get; set; }
    LinkedListNode<ILease>? Place { get; set; }
}

/// <summary>
/// Leases of one duration in the order in which they end. A new or renewed lease always ends last, so a list keeps the order.
/// </summary>
sealed class Leases(TimeSpan duration)
{
    readonly LinkedList<ILease> inOrder = new();

    public DateTimeOffset? NextEnd => inOrder.First?.Value.LockedUntil;

    public void Start(ILease lease, DateTimeOffset now)
    {
        End(lease);
        lease.LockedUntil = now + duration;
        lease.Place = inOrder.AddLast(lease);
    }

    public void End(ILease lease)
    {
        if (lease.Place is null)
            return;
        inOrder.Remove(lease.Place);
        lease.Place = null;
    }

    public ILease? TakeEnded(DateTimeOffset now)
    {
        if (inOrder.First?.Value is not { } first || first.LockedUntil > now)
            return null;
        End(first);
        return first;
    }
}
