using Microsoft.Data.Sqlite;

namespace Messaging.Tables.Storage;

/// <summary>
/// One clustered table holds the entities of all tables in key order, so a range read is one seek and a walk.
/// <c>tables</c> maps names to ids that are never used again; <c>dropped</c> holds ids whose rows are still to be removed.
/// </summary>
static class Schema
{
    // 16 KiB pages keep rows of up to 4 KB inside the clustered tree; SQLite moves more than a quarter of a page out of it.
    const string Create = """
        PRAGMA page_size = 16384;
        PRAGMA journal_mode = WAL;
        CREATE TABLE IF NOT EXISTS tables (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE COLLATE NOCASE);
        CREATE TABLE IF NOT EXISTS dropped (id INTEGER PRIMARY KEY);
        CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 0), floor INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS entities (
            table_id INTEGER NOT NULL,
            key BLOB NOT NULL,
            timestamp INTEGER NOT NULL,
            properties BLOB NOT NULL,
            PRIMARY KEY (table_id, key)) WITHOUT ROWID;
        INSERT OR IGNORE INTO clock VALUES (0, 0);
        """;

    public static SqliteConnection OpenWriter(string file, bool durable)
    {
        var connection = Open(file, SqliteOpenMode.ReadWriteCreate);
        connection.Execute(Create);
        connection.Execute($"PRAGMA synchronous = {(durable ? "FULL" : "OFF")}; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -65536");
        return connection;
    }

    public static SqliteConnection OpenReader(string file)
    {
        var connection = Open(file, SqliteOpenMode.ReadWrite);
        connection.Execute("PRAGMA query_only = ON");
        return connection;
    }

    public static SqliteConnection OpenCheckpointer(string file, bool durable)
    {
        var connection = Open(file, SqliteOpenMode.ReadWrite);
        connection.Execute($"PRAGMA synchronous = {(durable ? "FULL" : "OFF")}");
        return connection;
    }

    static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false };
        var connection = new SqliteConnection(settings.ToString());
        connection.Open();
        connection.Execute("PRAGMA busy_timeout = 30000");
        return connection;
    }
}
