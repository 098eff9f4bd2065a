using Microsoft.Data.Sqlite;

namespace Messaging.Tables.Storage;

/// <summary>What a write may do inside the open database transaction. Used by one writer only.</summary>
sealed class WriteSession : IDisposable
{
    const int SweepRows = 500;

    readonly SqliteConnection connection;
    readonly SqliteCommand begin, commit, rollback, addTable, removeTable, drop, firstDropped, sweep, forget, storeFloor;
    readonly EntityStatements entities;
    readonly Clock clock;

    public WriteSession(SqliteConnection connection, TimeProvider time)
    {
        this.connection = connection;
        begin = connection.Prepare("BEGIN IMMEDIATE");
        commit = connection.Prepare("COMMIT");
        rollback = connection.Prepare("ROLLBACK");
        addTable = connection.Prepare("INSERT INTO tables (name) VALUES ($name) RETURNING id", "$name");
        removeTable = connection.Prepare("DELETE FROM tables WHERE id = $id", "$id");
        drop = connection.Prepare("INSERT INTO dropped VALUES ($id)", "$id");
        firstDropped = connection.Prepare("SELECT id FROM dropped LIMIT 1");
        sweep = connection.Prepare(
            "DELETE FROM entities WHERE table_id = $id AND key IN (SELECT key FROM entities WHERE table_id = $id LIMIT $rows)",
            "$id", "$rows");
        forget = connection.Prepare("DELETE FROM dropped WHERE id = $id", "$id");
        storeFloor = connection.Prepare("UPDATE clock SET floor = $floor", "$floor");
        clock = new(time, (long)connection.Prepare("SELECT floor FROM clock").ExecuteScalar()!);
        entities = new(connection, clock);
        Catalog = ReadCatalog();
    }

    /// <summary>The tables as this transaction sees them.</summary>
    public TableCatalog Catalog { get; private set; }

    /// <summary>Rows changed since the session began.</summary>
    public int Changes => connection.TotalChanges();

    public void Begin() => begin.ExecuteNonQuery();

    public void Commit()
    {
        if (clock.FloorRaised)
            storeFloor.With(clock.Floor).ExecuteNonQuery();
        commit.ExecuteNonQuery();
        clock.FloorStored();
    }

    public void Rollback(TableCatalog before)
    {
        Catalog = before;
        rollback.ExecuteNonQuery();
    }

    public bool CreateTable(string name)
    {
        if (Catalog.Find(name) is not null)
            return false;
        Catalog = Catalog.With(new((long)addTable.With(name).ExecuteScalar()!, name));
        return true;
    }

    /// <summary>Takes the name away at once; <see cref="Sweep"/> removes the rows later.</summary>
    public bool DropTable(string name)
    {
        if (Catalog.Find(name) is not { } table)
            return false;
        removeTable.With(table.Id).ExecuteNonQuery();
        drop.With(table.Id).ExecuteNonQuery();
        Catalog = Catalog.Without(table);
        return true;
    }

    /// <summary>Removes some rows of a dropped table. False when none are left.</summary>
    public bool Sweep()
    {
        if (firstDropped.ExecuteScalar() is not long id)
            return false;
        if (sweep.With(id, SweepRows).ExecuteNonQuery() == 0)
            forget.With(id).ExecuteNonQuery();
        return true;
    }

    public WriteOutcome Apply(string table, IReadOnlyList<EntityWrite> writes) =>
        Catalog.Find(table) is { } entry ? entities.Apply(entry.Id, writes) : WriteOutcome.Refused(TableError.TableNotFound);

    public void Dispose() => connection.Dispose();

    TableCatalog ReadCatalog()
    {
        using var command = connection.Prepare("SELECT id, name FROM tables");
        using var rows = command.ExecuteReader();
        var catalog = TableCatalog.Empty;
        while (rows.Read())
            catalog = catalog.With(new(rows.GetInt64(0), rows.GetString(1)));
        return catalog;
    }
}
