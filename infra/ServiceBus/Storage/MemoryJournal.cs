namespace Messaging.ServiceBus.Storage;

/// <summary>Keeps nothing: everything is as durable as it will be at once.</summary>
sealed class MemoryJournal : IJournal
{
    readonly Queue<Action> continuations = new();
    long lastId;

    public long NextMessageId() => ++lastId;

    public void Append(JournalEntry entry)
    {
    }

    public void AfterCommit(Action then) => continuations.Enqueue(then);

    public void Flush()
    {
        while (continuations.TryDequeue(out var then))
            then();
    }
}
