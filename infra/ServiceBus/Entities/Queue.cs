using Messaging.ServiceBus.Amqp;
using Messaging.ServiceBus.Storage;

namespace Messaging.ServiceBus.Entities;

/// <summary>
/// A queue, the queue inside a subscription, or a dead-letter queue. Not thread-safe: it belongs to the broker's loop. Memory holds
/// every message; the journal makes each change durable before anyone is told of it.
/// </summary>
sealed partial class Queue : IDisposable
{
    readonly EntityContext context;
    readonly Queue? deadLetters;
    readonly Action<Message>? passOn;
    readonly Alarm alarm;
    readonly SortedSet<Message> messages = new(Message.BySequence);
    readonly Timeline scheduled = new();
    readonly Timeline expiring = new();
    readonly EntityCounters counters;
    long nextSequence = 1;

    /// <param name="passOn">Takes each active message instead of receivers: the queue is a topic's inbox.</param>
    public Queue(string path, int id, QueueDescription description, EntityContext context, Queue? deadLetters, Action<Message>? passOn = null)
    {
        (Path, Id, Description, this.context, this.deadLetters, this.passOn) = (path, id, description, context, deadLetters, passOn);
        counters = context.Counters.Of(path);
        messageLeases = new Leases(description.LockDuration);
        sessionLeases = new Leases(description.LockDuration);
        duplicates = new DuplicateHistory(description.DuplicateDetectionHistoryTimeWindow);
        alarm = new Alarm(context.Time, context.Post, Advance);
    }

    public string Path { get; }

    public int Id { get; }

    public QueueDescription Description { get; }

    public Queue? DeadLetters => deadLetters;

    public bool IsInbox => passOn is not null;

    public bool IsDeadLetterQueue => deadLetters is null && !IsInbox;

    IJournal Journal => context.Journal;

    DateTimeOffset Now => context.Time.GetUtcNow();

    public long SizeInBytes { get; private set; }

    public int ScheduledCount => scheduled.Count;

    public DateTimeOffset DeadlineAfter(TimeSpan timeout) => Now + timeout;

    public void AfterCommit(Action then) => Journal.AfterCommit(then);

    /// <summary>A timer, not started yet, whose action runs on the broker's loop.</summary>
    public ITimer CreateTimer(Action action) =>
        context.Time.CreateTimer(_ => context.Post(action), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public int ActiveCount => messages.Count - scheduled.Count;

    /// <summary>Makes a durable message part of the queue.</summary>
    void Admit(Message message)
    {
        messages.Add(message);
        SizeInBytes += message.Content.Bytes.Length;
        if (Description.RequiresSession)
            SessionOf(message.SessionId).Count++;
        if (message.State == MessageState.Scheduled)
            scheduled.Add(message.DueAt, message);
        else
            MakeAvailable(message);
        alarm.NoLaterThan(message.State == MessageState.Scheduled ? message.DueAt : message.ExpiresAt);
    }

    /// <summary>Takes a message out of memory, whatever its state; its lock must have been ended.</summary>
    void Drop(Message message)
    {
        messages.Remove(message);
        SizeInBytes -= message.Content.Bytes.Length;
        scheduled.Remove(message.DueAt, message);
        expiring.Remove(message.ExpiresAt, message);
        if (!Description.RequiresSession)
        {
            ready.Remove(message);
            return;
        }
        var session = SessionOf(message.SessionId);
        session.Ready.Remove(message);
        session.Count--;
        Refresh(session);
    }

    void Delete(Message message)
    {
        Drop(message);
        Journal.Append(new MessageRemoved(message.Id));
    }

    void Update(Message message) => Journal.Append(new MessageUpdated(MessageRow.Of(Id, message)));

    void Store(Message message) => Journal.Append(new MessageStored(MessageRow.Of(Id, message), message.Content.Bytes));

    Message? Find(long sequenceNumber)
    {
        var probe = Probe(sequenceNumber);
        return messages.TryGetValue(probe, out var found) ? found : null;
    }

    static Message Probe(long sequenceNumber) => new()
    {
        Id = 0,
        Content = null!,
        SequenceNumber = sequenceNumber,
        EnqueuedSequenceNumber = 0,
        EnqueuedAt = default,
    };

    public void Dispose() => alarm.Dispose();
}
