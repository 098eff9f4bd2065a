namespace Messaging.ServiceBus.Entities;

/// <summary>Message ids that were accepted within the window of duplicate detection.</summary>
sealed class DuplicateHistory(TimeSpan window)
{
    readonly HashSet<string> known = new(StringComparer.Ordinal);
    readonly Queue<(string Id, DateTimeOffset At)> inOrder = new();

    /// <summary>Remembers the id; false if it was known.</summary>
    public bool Remember(string id, DateTimeOffset at)
    {
        if (!known.Add(id))
            return false;
        inOrder.Enqueue((id, at));
        return true;
    }

    public bool Forget(DateTimeOffset now)
    {
        var before = known.Count;
        while (inOrder.TryPeek(out var oldest) && oldest.At + window <= now)
            known.Remove(inOrder.Dequeue().Id);
        return known.Count < before;
    }
}
