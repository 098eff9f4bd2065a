namespace Messaging.ServiceBus.Entities;

sealed partial class Queue
{
    /// <summary>Does everything that has become due.</summary>
    public void Advance()
    {
        var now = Now;
        while (messageLeases.TakeEnded(now) is Lock held)
            Settle(held, new Settlement(Fate.Abandon));
        while (sessionLeases.TakeEnded(now) is Session session)
            Lose(session);
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
        foreach (var session in sessions.Values.Where(session => session is { Holder: not null, Ready.Count: > 0 }).ToList())
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
