using Microsoft.Data.Sqlite;

namespace Messaging.ServiceBus.Storage;

/// <summary>The file <c>servicebus.db</c> in the data folder, which one broker holds at a time.</summary>
sealed class Database : IDisposable
{
    const string Schema =
        """
        CREATE TABLE IF NOT EXISTS entities (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE COLLATE NOCASE, next_sequence INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY, entity INTEGER NOT NULL, sequence INTEGER NOT NULL,
          enqueued_sequence INTEGER NOT NULL, enqueued_at INTEGER NOT NULL, state INTEGER NOT NULL, delivery_count INTEGER NOT NULL,
          due_at INTEGER, dead_letter_source TEXT, content BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS sessions (entity INTEGER NOT NULL, id TEXT NOT NULL, state BLOB NOT NULL, PRIMARY KEY (entity, id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS message_ids (entity INTEGER NOT NULL, id TEXT NOT NULL, seen_at INTEGER NOT NULL, PRIMARY KEY (entity, id)) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS rules (entity INTEGER PRIMARY KEY, declared TEXT NOT NULL, rules TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS message_ids_by_time ON message_ids (entity, seen_at);
        """;

    readonly FileStream claim;

    /// <exception cref="IOException">Another broker holds the folder.</exception>
    public Database(string folder)
    {
        Directory.CreateDirectory(folder);
        Path = System.IO.Path.Combine(folder, "servicebus.db");
        claim = new FileStream(System.IO.Path.Combine(folder, "servicebus.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        using var connection = Open();
        Execute(connection, "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL;");
        Execute(connection, Schema);
    }

    public string Path { get; }

    public string LogPath => Path + "-wal";

    /// <summary>A commit returns when its log is on the disk; no commit pays for a checkpoint.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ToString());
        connection.Open();
        Execute(connection, "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA busy_timeout = 5000;");
        return connection;
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => claim.Dispose();
}
