namespace Messaging.ServiceBus.Storage;

/// <summary>
/// What makes changes durable. Entries become durable in the order in which they are appended; used by the broker's loop only.
/// </summary>
interface IJournal
{
    long NextMessageId();

    void Append(JournalEntry entry);

    /// <summary>Runs on the broker's loop, in order, once everything appended so far is durable.</summary>
    void AfterCommit(Action then);

    /// <summary>Hands what has gathered to the writer, if that is idle.</summary>
    void Flush();
}
