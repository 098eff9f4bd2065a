namespace Messaging.ServiceBus.Entities;

sealed partial class Queue
{
    /// <summary>Messages in any state from a sequence number on, without locking them.</summary>
    public IReadOnlyList<Message> Peek(long fromSequenceNumber, int count, string? sessionId)
    {
        var found = new List<Message>();
        if (count <= 0 || messages.Count == 0 || messages.Max!.SequenceNumber < fromSequenceNumber)
            return found;
        foreach (var message in messages.GetViewBetween(Probe(fromSequenceNumber), messages.Max))
        {
            if (sessionId is not null && message.SessionId != sessionId)
                continue;
            found.Add(message);
            if (found.Count == count)
                break;
        }
        return found;
    }

    /// <summary>Deletes up to <paramref name="count"/> available messages that were enqueued before a time.</summary>
    public void DeleteBatch(int count, DateTimeOffset before, string? sessionId, Action<int> deleted)
    {
        var found = messages
            .Where(message => message is { State: MessageState.Active, Lock: null } && message.EnqueuedAt < before)
            .Where(message => sessionId is null || message.SessionId == sessionId)
            .Take(count).ToList();
        found.ForEach(Delete);
        Journal.AfterCommit(() => deleted(found.Count));
    }
}
