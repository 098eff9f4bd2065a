using System.Threading.Channels;

namespace Messaging.Tables.Storage;

/// <summary>
/// Group commit: the one writer takes all writes that wait into one database transaction and answers them after its COMMIT.
/// When the commit fails, all of the group fail.
/// </summary>
sealed partial class StoreWriter : IAsyncDisposable
{
    const int GroupLimit = 256;

    readonly Channel<PendingWrite> queue = Channel.CreateUnbounded<PendingWrite>(new() { SingleReader = true });
    readonly WriteSession session;
    readonly Action<int> committed;
    readonly ILogger logger;
    readonly Task running;

    /// <param name="committed">Told after each commit how many rows the session has changed.</param>
    public StoreWriter(WriteSession session, Action<int> committed, ILogger logger)
    {
        this.session = session;
        this.committed = committed;
        this.logger = logger;
        Catalog = session.Catalog;
        running = Task.Run(RunAsync);
        SweepLater();
    }

    /// <summary>The committed tables.</summary>
    public TableCatalog Catalog { get; private set => Volatile.Write(ref field, value); }

    public Task<T> WriteAsync<T>(Func<WriteSession, T> work)
    {
        var write = new PendingWrite<T>(work);
        ObjectDisposedException.ThrowIf(!queue.Writer.TryWrite(write), this);
        return write.Outcome;
    }

    /// <summary>Removes dropped tables' rows a slice a group, so that other writes wait for one slice at most.</summary>
    public void SweepLater() => _ = SweepAsync();

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await running;
        session.Dispose();
    }

    async Task SweepAsync()
    {
        try
        {
            while (await WriteAsync(open => open.Sweep())) ;
        }
        catch (ObjectDisposedException)
        {
            // The next start finds what is left.
        }
        catch (Exception e)
        {
            LogSweepFailed(e);
        }
    }

    async Task RunAsync()
    {
        var group = new List<PendingWrite>(GroupLimit);
        while (await queue.Reader.WaitToReadAsync())
        {
            while (group.Count < GroupLimit && queue.Reader.TryRead(out var write))
                group.Add(write);
            CommitGroup(group);
            group.Clear();
        }
    }

    void CommitGroup(List<PendingWrite> group)
    {
        try
        {
            session.Begin();
            foreach (var write in group)
                write.Apply(session);
            session.Commit();
        }
        catch (Exception e)
        {
            LogGroupFailed(e, group.Count);
            RollBack();
            group.ForEach(write => write.Fail(e));
            return;
        }
        Catalog = session.Catalog;
        group.ForEach(write => write.Complete());
        committed(session.Changes);
    }

    void RollBack()
    {
        try
        {
            session.Rollback(Catalog);
        }
        catch (Exception e)
        {
            // SQLite has already rolled back by itself, as it does when the disk is full.
            LogRollbackFailed(e);
        }
    }
}
