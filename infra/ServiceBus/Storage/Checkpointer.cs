using Microsoft.Data.Sqlite;

namespace Messaging.ServiceBus.Storage;

/// <summary>
/// Copies the write-ahead log into the database beside the commits, on its own connection. Commits that never pause would let the
/// log grow for ever, since it starts anew only when all of it is copied; so once it is long and nearly copied, the writer itself
/// copies the small rest between two commits.
/// </summary>
sealed class Checkpointer : IDisposable
{
    const long LongLog = 64 * 1024 * 1024;
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    readonly SqliteConnection connection;
    readonly ITimer timer;
    readonly FileInfo logFile;
    readonly Lock copying = new();
    bool restart;
    bool disposed;

    public Checkpointer(Database database, TimeProvider time)
    {
        connection = database.Open();
        logFile = new FileInfo(database.LogPath);
        timer = time.CreateTimer(_ => Copy(), null, Pause, Pause);
    }

    void Copy()
    {
        if (!copying.TryEnter())
            return;
        try
        {
            if (disposed)
                return;
            Checkpoint(connection);
            logFile.Refresh();
            Volatile.Write(ref restart, logFile.Exists && logFile.Length > LongLog);
        }
        catch (SqliteException)
        {
            // The log keeps what was not copied; the next round tries again, and a disk that fails stops the writer.
        }
        finally
        {
            copying.Exit();
        }
    }

    /// <summary>Called by the writer between commits.</summary>
    public void LetRestart(JournalWriter writer)
    {
        if (!Volatile.Read(ref restart))
            return;
        Volatile.Write(ref restart, false);
        writer.Checkpoint();
    }

    internal static void Checkpoint(SqliteConnection connection) => Database.Execute(connection, "PRAGMA wal_checkpoint(PASSIVE)");

    public void Dispose()
    {
        timer.Dispose();
        lock (copying)
        {
            disposed = true;
            connection.Dispose();
        }
    }
}
