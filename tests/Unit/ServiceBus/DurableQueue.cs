using Messaging.ServiceBus;
using Messaging.ServiceBus.Entities;
using Messaging.ServiceBus.Storage;

namespace Messaging.Unit.ServiceBus;

/// <summary>A queue on a real database, of which a crash leaves only what was flushed.</summary>
sealed class DurableQueue : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("servicebus-").FullName;
    readonly QueueDescription description;
    readonly TimeProvider time;
    Database database = null!;
    DirectJournal journal = null!;

    public DurableQueue(QueueDescription description, TimeProvider time)
    {
        (this.description, this.time) = (description, time);
        Start();
    }

    public Queue Queue { get; private set; } = null!;
    public Queue DeadLetters { get; private set; } = null!;

    public void Flush() => journal.Flush();

    public void Crash()
    {
        Stop();
        Start();
    }

    void Start()
    {
        database = new Database(folder);
        journal = new DirectJournal(database);
        using var connection = database.Open();
        var recovery = new Recovery(connection);
        var context = new EntityContext(journal, time, action => action(), new BrokerCounters());
        DeadLetters = new Queue("q/$DeadLetterQueue", recovery.Enter("q/$DeadLetterQueue"), description.ForDeadLetters(), context, null);
        Queue = new Queue("q", recovery.Enter("q"), description, context, DeadLetters);
        recovery.Recover([DeadLetters, Queue]);
    }

    void Stop()
    {
        Queue.Dispose();
        DeadLetters.Dispose();
        journal.Dispose();
        database.Dispose();
    }

    public void Dispose()
    {
        Stop();
        Directory.Delete(folder, true);
    }

    sealed class DirectJournal : IJournal, IDisposable
    {
        readonly JournalWriter writer;
        readonly List<JournalEntry> entries = [];
        readonly Queue<Action> continuations = new();
        long lastId;

        public DirectJournal(Database database)
        {
            var connection = database.Open();
            lastId = Recovery.LastMessageId(connection);
            writer = new JournalWriter(connection);
        }

        public long NextMessageId() => ++lastId;

        public void Append(JournalEntry entry) => entries.Add(entry);

        public void AfterCommit(Action then) => continuations.Enqueue(then);

        public void Flush()
        {
            while (entries.Count > 0 || continuations.Count > 0)
            {
                writer.Write(entries);
                entries.Clear();
                for (var count = continuations.Count; count > 0; count--)
                    continuations.Dequeue()();
            }
        }

        public void Dispose() => writer.Dispose();
    }
}
