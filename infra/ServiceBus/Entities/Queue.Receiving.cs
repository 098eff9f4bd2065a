namespace Messaging.ServiceBus.Entities;

sealed partial class Queue
{
    readonly SortedSet<Message> ready = new(Message.BySequence);
    readonly List<IReceiver> receivers = [];
    int turn;

    public void Attach(IReceiver receiver)
    {
        receivers.Add(receiver);
        Deliver();
    }

    /// <summary>
    /// Messages that the receiver holds stay locked until they are settled or their locks end, except in a session: closing it gives
    /// them back with their delivery count unchanged.
    /// </summary>
    public void Detach(IReceiver receiver)
    {
        receivers.Remove(receiver);
        if (held.TryGetValue(receiver, out var session))
            Release(session);
        if (requests.FirstOrDefault(request => request.Receiver == receiver) is { } waiting)
            requests.Remove(waiting);
    }

    /// <summary>Puts a durable, active message where receivers find it.</summary>
    void MakeAvailable(Message message)
    {
        if (message.ExpiresAt <= Now)
        {
            Expire(message);
            return;
        }
        if (passOn is not null)
        {
            passOn(message);
            Delete(message);
            return;
        }
        expiring.Add(message.ExpiresAt, message);
        if (message.State == MessageState.Deferred)
            return;
        if (!Description.RequiresSession)
        {
            ready.Add(message);
            return;
        }
        var session = SessionOf(message.SessionId);
        session.Ready.Add(message);
        Refresh(session);
        Deliver(session);
    }

    /// <summary>Delivers what is available to the receivers that have credit, in turn.</summary>
    public void Deliver()
    {
        while (ready.Count > 0 && NextReceiver() is { } receiver && TryChargeDelivery())
            Hand(ready.Min!, receiver, null);
    }

    IReceiver? NextReceiver()
    {
        for (var tried = 0; tried < receivers.Count; tried++)
        {
            turn = (turn + 1) % receivers.Count;
            if (receivers[turn].Credit > 0)
                return receivers[turn];
        }
        return null;
    }

    void Deliver(Session session)
    {
        while (session is { Ready.Count: > 0, Holder: { Credit: > 0 } holder } && TryChargeDelivery())
            Hand(session.Ready.Min!, holder, session);
    }

    /// <summary>A receiver that cannot take the message reports no credit from then on.</summary>
    void Hand(Message message, IReceiver receiver, Session? session)
    {
        if (message.ExpiresAt <= Now)
        {
            Expire(message);
            return;
        }
        if (receiver.DeletesOnDelivery)
        {
            DeliverOnceDeleted(message, receiver);
            return;
        }
        var taken = Acquire(message, session);
        if (receiver.TryDeliver(message, taken))
        {
            counters.Received(1);
            return;
        }
        End(taken);
        (session?.Ready ?? ready).Add(message);
    }

    /// <summary>At most once: the message leaves when its deletion is durable, and returns if it could not leave then.</summary>
    void DeliverOnceDeleted(Message message, IReceiver receiver)
    {
        receiver.Reserve();
        Delete(message);
        Journal.AfterCommit(() =>
        {
            if (receiver.TryDeliver(message, null))
            {
                counters.Received(1);
                return;
            }
            Store(message);
            Admit(message);
        });
    }

    Lock Acquire(Message message, Session? session)
    {
        var taken = new Lock(message, session);
        message.Lock = taken;
        locks.Add(taken.Token, taken);
        if (session is null)
        {
            ready.Remove(message);
            messageLeases.Start(taken, Now);
            alarm.NoLaterThan(taken.LockedUntil);
            return taken;
        }
        session.Ready.Remove(message);
        session.Unsettled.Add(taken);
        return taken;
    }

    /// <summary>Deferred messages by their sequence numbers, all or none; locked unless they are deleted.</summary>
    public Refusal? ReceiveDeferred(
        IReadOnlyCollection<long> sequenceNumbers, string? sessionId, bool delete, Action<IReadOnlyList<(Message Message, Lock? Held)>> received)
    {
        var found = sequenceNumbers.Select(Find).ToList();
        if (found.Any(message => message is not { State: MessageState.Deferred, Lock: null }))
            return new Refusal(Refusal.MessageNotFound, "Failed to receive: a deferred message with this sequence number was not found.");
        if (HeldSession(sessionId, out var session) is { } refusal)
            return refusal;
        if (found.Any(message => session is not null && message!.SessionId != session.Id))
            return new Refusal(Refusal.MessageNotFound, "Failed to receive: a deferred message belongs to another session.");
        var taken = found.Select(message => (message!, delete ? null : Acquire(message!, session))).ToList();
        if (delete)
            found.ForEach(message => Delete(message!));
        counters.Received(taken.Count);
        Journal.AfterCommit(() => received(taken));
        return null;
    }
}
