namespace Messaging.ServiceBus.Entities;

/// <summary>The messages with one session id, their state and their lock.</summary>
sealed class Session(string id) : ILease
{
    public string Id { get; } = id;
    public byte[]? State { get; set; }
    public SortedSet<Message> Ready { get; } = new(Message.BySequence);
    public HashSet<Lock> Unsettled { get; } = [];
    public IReceiver? Holder { get; set; }
    public DateTimeOffset LockedUntil { get; set; }
    public LinkedListNode<ILease>? Place { get; set; }

    /// <summary>Place among the sessions that wait for a receiver.</summary>
    public LinkedListNode<Session>? Available { get; set; }

    /// <summary>Messages in any state.</summary>
    public int Count { get; set; }

    public bool IsEmpty => Count == 0 && State is null && Holder is null;
}

/// <summary>A receiver that waits for whichever session becomes available next.</summary>
sealed record SessionRequest(IReceiver Receiver, DateTimeOffset Deadline, Action<Session> Grant, Action<Refusal> Refuse);
