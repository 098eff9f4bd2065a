using System.Collections.Concurrent;

namespace Messaging.ServiceBus.Storage;

/// <summary>
/// Group commit: while one group is being written, what comes gathers into the next. The broker's loop owns everything here but the
/// writer, which lives on its own thread.
/// </summary>
sealed partial class SqliteJournal : IJournal, IAsyncDisposable
{
    readonly BlockingCollection<Group> groups = new(1);
    readonly Action<Action> post;
    readonly ILogger log;
    readonly Task writing;
    readonly Checkpointer checkpointer;
    readonly TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Group gathering = new();
    bool isWriting;
    long lastMessageId;

    public SqliteJournal(Database database, TimeProvider time, Action<Action> post, ILogger log)
    {
        (this.post, this.log) = (post, log);
        var connection = database.Open();
        lastMessageId = Recovery.LastMessageId(connection);
        checkpointer = new Checkpointer(database, time);
        writing = Task.Factory.StartNew(
            () => WriteGroups(new JournalWriter(connection)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Faults when a group could not be written; nothing is accepted from then on.</summary>
    public Task Failed => failed.Task;

    public long NextMessageId() => ++lastMessageId;

    public void Append(JournalEntry entry) => gathering.Entries.Add(entry);

    public void AfterCommit(Action then) => gathering.Continuations.Add(then);

    public void Flush()
    {
        if (isWriting || gathering.IsEmpty)
            return;
        isWriting = true;
        groups.Add(gathering);
        gathering = new Group();
    }

    void WriteGroups(JournalWriter writer)
    {
        using (writer)
            foreach (var group in groups.GetConsumingEnumerable())
                if (!TryWrite(writer, group))
                    return;
    }

    bool TryWrite(JournalWriter writer, Group group)
    {
        try
        {
            if (group.Entries.Count > 0)
                writer.Write(group.Entries);
            checkpointer.LetRestart(writer);
            post(() => Written(group));
            return true;
        }
        catch (Exception failure)
        {
            LogFailed(failure);
            failed.TrySetException(failure);
            return false;
        }
    }

    void Written(Group group)
    {
        isWriting = false;
        Flush();
        foreach (var then in group.Continuations)
            then();
    }

    /// <summary>Writes what has gathered; the broker's loop must have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!gathering.IsEmpty && !failed.Task.IsFaulted)
            groups.Add(gathering);
        groups.CompleteAdding();
        await writing.ConfigureAwait(false);
        checkpointer.Dispose();
        groups.Dispose();
    }

    sealed class Group
    {
        public List<JournalEntry> Entries { get; } = [];
        public List<Action> Continuations { get; } = [];
        public bool IsEmpty => Entries.Count == 0 && Continuations.Count == 0;
    }
}
