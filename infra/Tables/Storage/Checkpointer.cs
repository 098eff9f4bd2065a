using Microsoft.Data.Sqlite;

namespace Messaging.Tables.Storage;

/// <summary>
/// Moves committed pages from the log into the database beside the writer, never inside a commit.
/// A passive checkpoint waits for nobody; only a log that outgrew its limit makes the writer wait for the rest of it.
/// </summary>
sealed partial class Checkpointer : IAsyncDisposable
{
    const int ChangesBetween = 2000;
    const long LogPagesLimit = 4096;

    readonly SqliteConnection connection;
    readonly ILogger logger;
    readonly SemaphoreSlim wanted = new(0);
    readonly CancellationTokenSource stopping = new();
    readonly Task running;
    int next = ChangesBetween;

    public Checkpointer(SqliteConnection connection, ILogger logger)
    {
        this.connection = connection;
        this.logger = logger;
        running = Task.Run(RunAsync);
    }

    /// <summary>Called by the one writer.</summary>
    /// <param name="changes">Rows changed since it began.</param>
    public void Committed(int changes)
    {
        if (unchecked(changes - next) < 0)
            return;
        next = unchecked(changes + ChangesBetween);
        wanted.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        connection.Dispose();
    }

    async Task RunAsync()
    {
        while (true)
        {
            await wanted.WaitAsync(stopping.Token);
            try
            {
                if (Checkpoint("PASSIVE") > LogPagesLimit)
                    Checkpoint("RESTART");
            }
            catch (SqliteException e)
            {
                LogCheckpointFailed(e);
            }
        }
    }

    /// <summary>Answers the pages in the log.</summary>
    long Checkpoint(string mode)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA wal_checkpoint({mode})";
        using var row = command.ExecuteReader();
        return row.Read() ? row.GetInt64(1) : 0;
    }
}
