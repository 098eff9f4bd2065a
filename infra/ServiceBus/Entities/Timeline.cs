namespace Messaging.ServiceBus.Entities;

/// <summary>Messages to which something happens at a known time.</summary>
sealed class Timeline
{
    static readonly Comparer<(DateTimeOffset At, Message Message)> ByTime = Comparer<(DateTimeOffset At, Message Message)>.Create(
        (left, right) => left.At != right.At ? left.At.CompareTo(right.At) : left.Message.Id.CompareTo(right.Message.Id));

    readonly SortedSet<(DateTimeOffset At, Message Message)> inOrder = new(ByTime);

    public int Count => inOrder.Count;

    public DateTimeOffset? Next => inOrder.Count == 0 ? null : inOrder.Min.At;

    public void Add(DateTimeOffset? at, Message message)
    {
        if (at is { } time)
            inOrder.Add((time, message));
    }

    public void Remove(DateTimeOffset? at, Message message)
    {
        if (at is { } time)
            inOrder.Remove((time, message));
    }

    public Message? TakeDue(DateTimeOffset now)
    {
        if (inOrder.Count == 0 || inOrder.Min.At > now)
            return null;
        var (_, message) = inOrder.Min;
        inOrder.Remove(inOrder.Min);
        return message;
    }
}
