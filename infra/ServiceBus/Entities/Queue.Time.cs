namespace Messaging.ServiceBus.Entities;

sealed partial class Queue
{
    /// <summary>Does everything that has become due.</summary>
    public void Advance()
    {
        var now = Now;
        while (messageLeases.TakeEnded(now) is Lock ended)
            Settle(ended, new Settlement(Fate.Abandon));
        while (sessionLeases.TakeEnded(now) is Session ended)
            Lose(ended);
        while (scheduled.TakeDue(now) is { } message)
            Activate(message);
        while (expiring.TakeDue(now) is { } message)
            if (message.Lock is null)
                Expire(message);
        while (requests.FirstOrDefault(request => request.Deadline <= now) is { } late)
        {
            requests.Remove(late);
            late.Refuse(Refusal.NoSession);
        }
        if (Description.RequiresDuplicateDetection)
            ForgetOldMessageIds(now);
        Deliver();
        foreach (var session in held.Values)
            Deliver(session);
        alarm.NoLaterThan(NextDeadline());
    }

    DateTimeOffset? NextDeadline()
    {
        DateTimeOffset?[] deadlines =
        [
            messageLeases.NextEnd, sessionLeases.NextEnd, scheduled.Next, expiring.Next,
            requests.Count == 0 ? null : requests.Min(request => request.Deadline),
        ];
        return deadlines.Min();
    }
}
