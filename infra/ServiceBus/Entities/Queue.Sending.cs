using Messaging.ServiceBus.Amqp;
using Messaging.ServiceBus.Storage;

namespace Messaging.ServiceBus.Entities;

sealed partial class Queue
{
    readonly DuplicateHistory duplicates;
    long pendingBytes;

    /// <summary>
    /// Accepts all of the messages or none. They become visible, and <paramref name="accepted"/> is told their sequence numbers, once
    /// they are durable; a duplicate is accepted and dropped (its sequence number is 0).
    /// </summary>
    public Refusal? Send(IReadOnlyList<Content> contents, Action<IReadOnlyList<long>> accepted)
    {
        if (Check(contents) is { } refusal)
            return refusal;
        var added = new List<Message>(contents.Count);
        var numbers = new long[contents.Count];
        for (var i = 0; i < contents.Count; i++)
        {
            if (IsDuplicate(contents[i]))
                continue;
            var message = Create(contents[i]);
            added.Add(message);
            numbers[i] = message.SequenceNumber;
            Store(message);
        }
        var bytes = added.Sum(message => (long)message.Content.Bytes.Length);
        pendingBytes += bytes;
        Journal.Append(new SequenceAdvanced(Id, nextSequence));
        Journal.AfterCommit(() =>
        {
            pendingBytes -= bytes;
            added.ForEach(Admit);
            accepted(numbers);
            Deliver();
        });
        counters.Sent(contents.Count);
        return null;
    }

    Refusal? Check(IReadOnlyList<Content> contents)
    {
        if (Description.RequiresSession && contents.Any(content => string.IsNullOrEmpty(content.SessionId)))
            return Refusal.SessionIdMissing;
        var limit = Description.MaxSizeInMegabytes * 1024L * 1024L;
        return SizeInBytes + pendingBytes + contents.Sum(content => (long)content.Bytes.Length) > limit
            ? new Refusal(Refusal.QuotaExceeded, $"The maximum entity size has been reached or exceeded for '{Path}'. Limit: {limit} bytes.")
            : null;
    }

    bool IsDuplicate(Content content)
    {
        if (!Description.RequiresDuplicateDetection || content.MessageId is not { } id)
            return false;
        var now = Now;
        ForgetOldMessageIds(now);
        if (!duplicates.Remember(id, now))
            return true;
        Journal.Append(new MessageIdSeen(Id, id, now));
        return false;
    }

    void ForgetOldMessageIds(DateTimeOffset now)
    {
        if (duplicates.Forget(now))
            Journal.Append(new MessageIdsForgotten(Id, now - Description.DuplicateDetectionHistoryTimeWindow));
    }

    Message Create(Content content)
    {
        var now = Now;
        var later = content.ScheduledFor > now;
        var number = nextSequence++;
        var message = new Message
        {
            Id = Journal.NextMessageId(),
            Content = content,
            SequenceNumber = number,
            EnqueuedSequenceNumber = number,
            EnqueuedAt = now,
            State = later ? MessageState.Scheduled : MessageState.Active,
            DueAt = later ? content.ScheduledFor : null,
        };
        message.ExpiresAt = ExpiryOf(message);
        return message;
    }

    DateTimeOffset? ExpiryOf(Message message)
    {
        if (IsDeadLetterQueue)
            return null;
        var ttl = message.Content.TimeToLive is { } own && own < Description.DefaultMessageTimeToLive ? own : Description.DefaultMessageTimeToLive;
        var from = message.DueAt ?? message.EnqueuedAt;
        return ttl < DateTimeOffset.MaxValue - from ? from + ttl : null;
    }

    /// <summary>Takes a topic's message as its own, or as a dead letter for a reason.</summary>
    public void TakeCopy(Message original, Settlement? refused)
    {
        var number = nextSequence++;
        var copy = new Message
        {
            Id = Journal.NextMessageId(),
            Content = refused is null ? original.Content : original.Content.With(refused.Properties!),
            SequenceNumber = number,
            EnqueuedSequenceNumber = original.SequenceNumber,
            EnqueuedAt = original.EnqueuedAt,
            DeadLetterSource = refused is null ? null : Path,
        };
        copy.ExpiresAt = refused is null ? ExpiryOf(copy) : null;
        Journal.Append(new SequenceAdvanced(Id, nextSequence));
        (refused is null ? this : deadLetters!).Take(copy);
    }

    /// <summary>Cancels all of the scheduled messages or none.</summary>
    public Refusal? CancelScheduled(IReadOnlyCollection<long> sequenceNumbers, Action cancelled)
    {
        var found = sequenceNumbers.Select(Find).ToList();
        if (found.Any(message => message?.State != MessageState.Scheduled))
            return new Refusal(Refusal.MessageNotFound, "Failed to cancel: a scheduled message with this sequence number was not found.");
        found.ForEach(message => Delete(message!));
        Journal.AfterCommit(cancelled);
        return null;
    }

    /// <summary>A scheduled message joins the queue as if it were sent now, with a new sequence number.</summary>
    void Activate(Message message)
    {
        Drop(message);
        message.SequenceNumber = nextSequence++;
        message.EnqueuedAt = message.DueAt ?? Now;
        message.State = MessageState.Active;
        message.DueAt = null;
        message.ExpiresAt = ExpiryOf(message);
        Update(message);
        Journal.Append(new SequenceAdvanced(Id, nextSequence));
        Admit(message);
    }
}
