using System.Globalization;

namespace Messaging.ServiceBus.Entities;

sealed partial class Queue
{
    readonly Dictionary<Guid, Lock> locks = [];
    readonly Leases messageLeases;

    Refusal LockLost => Description.RequiresSession ? Refusal.SessionLockLost : Refusal.MessageLockLost;

    /// <summary>Ends a lock with its holder's decision; <paramref name="settled"/> runs once that is durable.</summary>
    public Refusal? Settle(Guid token, Settlement settlement, Action settled)
    {
        if (Valid(token) is not { } taken)
            return LockLost;
        if (settlement.Fate == Fate.DeadLetter && IsDeadLetterQueue)
            return new Refusal(Refusal.NotAllowed, $"A message of '{Path}' is a dead letter already.");
        Settle(taken, settlement);
        Journal.AfterCommit(settled);
        return null;
    }

    public Refusal? Renew(IReadOnlyCollection<Guid> tokens, out IReadOnlyList<DateTimeOffset> expirations)
    {
        expirations = [];
        var taken = tokens.Select(Valid).ToList();
        if (taken.Contains(null))
            return LockLost;
        foreach (var each in taken.Where(each => each!.Session is null))
            messageLeases.Start(each!, Now);
        expirations = [.. taken.Select(each => each!.EffectiveUntil)];
        return null;
    }

    public bool HasLocks => locks.Count > 0;

    /// <summary>Ends a lock at random as if its time were over, in a session the whole session's.</summary>
    public void LoseOneLock(Random random)
    {
        var taken = locks.Values.ElementAt(random.Next(locks.Count));
        if (taken.Session is { } session)
            Lose(session);
        else
            Settle(taken, new Settlement(Fate.Abandon));
    }

    Lock? Valid(Guid token) => locks.TryGetValue(token, out var taken) && taken.EffectiveUntil > Now ? taken : null;

    void Settle(Lock taken, Settlement settlement)
    {
        End(taken);
        var message = taken.Message;
        if (settlement.Properties is { Count: > 0 } properties && settlement.Fate != Fate.Complete)
            Change(message, properties);
        switch (settlement.Fate)
        {
            case Fate.Complete:
                Delete(message);
                break;
            case Fate.Abandon:
                Fail(message);
                break;
            case Fate.Defer:
                message.State = MessageState.Deferred;
                Update(message);
                MakeAvailable(message);
                break;
            case Fate.DeadLetter:
                MoveToDeadLetters(message);
                break;
            default:
                MakeAvailable(message);
                break;
        }
        DeliverFrom(taken);
    }

    void End(Lock taken)
    {
        taken.Message.Lock = null;
        locks.Remove(taken.Token);
        messageLeases.End(taken);
        taken.Session?.Unsettled.Remove(taken);
    }

    void DeliverFrom(Lock taken)
    {
        if (taken.Session is { } session)
            Deliver(session);
        else
            Deliver();
    }

    /// <summary>One more delivery has failed: the message is delivered again, or given up.</summary>
    void Fail(Message message)
    {
        message.DeliveryCount++;
        if (message.DeliveryCount < Description.MaxDeliveryCount || IsDeadLetterQueue)
        {
            Update(message);
            MakeAvailable(message);
            return;
        }
        Change(message, Settlement.DeadLetter("MaxDeliveryCountExceeded", string.Create(
            CultureInfo.InvariantCulture, $"Message could not be consumed after {Description.MaxDeliveryCount} delivery attempts.")).Properties!);
        MoveToDeadLetters(message);
    }

    void Expire(Message message)
    {
        if (!Description.DeadLetteringOnMessageExpiration || deadLetters is null)
        {
            Delete(message);
            return;
        }
        Change(message, Settlement.DeadLetter("TTLExpiredException", "The message expired and was dead lettered.").Properties!);
        MoveToDeadLetters(message);
    }

    void Change(Message message, IReadOnlyCollection<KeyValuePair<string, object?>> properties)
    {
        SizeInBytes -= message.Content.Bytes.Length;
        message.Content = message.Content.With(properties);
        SizeInBytes += message.Content.Bytes.Length;
        Store(message);
    }

    void MoveToDeadLetters(Message message)
    {
        Drop(message);
        message.State = MessageState.Active;
        message.ExpiresAt = null;
        message.DueAt = null;
        message.DeadLetterSource = Path;
        deadLetters!.Take(message);
    }

    /// <summary>Takes a message over; it becomes visible here once that is durable.</summary>
    void Take(Message message)
    {
        Store(message);
        Journal.AfterCommit(() =>
        {
            Admit(message);
            Deliver();
        });
    }
}
