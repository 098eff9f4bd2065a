using Messaging.Tables.Filters;
using Microsoft.Data.Sqlite;

namespace Messaging.Tables.Storage;

delegate void RowVisitor(in EntityView row);

/// <param name="Next">Encoded key where the next page begins; null when there is none.</param>
readonly record struct Page(int Rows, byte[]? Next);

/// <summary>A read-only connection with its statements. Each call reads one snapshot.</summary>
sealed class StoreReader(SqliteConnection connection, TimeProvider time) : IDisposable
{
    const int RowsBetweenLooksAtTheClock = 256;

    readonly SqliteCommand point = connection.Prepare(
        "SELECT key, timestamp, properties FROM entities WHERE table_id = $table AND key = $key", "$table", "$key");

    readonly SqliteCommand range = connection.Prepare(
        "SELECT key, timestamp, properties FROM entities WHERE table_id = $table AND key >= $from AND key < $to ORDER BY key",
        "$table", "$from", "$to");

    public bool Read(long table, byte[] key, RowVisitor visit)
    {
        using var rows = point.With(table, key).ExecuteReader();
        if (!rows.Read())
            return false;
        visit(View(rows));
        return true;
    }

    /// <summary>Visits matching rows until <paramref name="limit"/> of them or <see cref="Limits.PageTime"/> are reached.</summary>
    public Page Scan(long table, KeyRange keys, Filter? filter, int limit, RowVisitor visit)
    {
        using var rows = range.With(table, keys.From, keys.To).ExecuteReader();
        var started = time.GetTimestamp();
        var found = 0;
        var seen = 0;
        for (var more = rows.Read(); more; more = rows.Step())
        {
            if (found == limit || ++seen % RowsBetweenLooksAtTheClock == 0 && time.GetElapsedTime(started) >= Limits.PageTime)
                return new(found, rows.Bytes(0).ToArray());
            if (filter is not null && !filter.Matches(filter.ReadsKeys ? View(rows) : new([], 0, rows.Bytes(2))))
                continue;
            visit(View(rows));
            found++;
        }
        return new(found, null);
    }

    public void Dispose() => connection.Dispose();

    static EntityView View(SqliteDataReader rows) => new(rows.Bytes(0), rows.GetInt64(1), rows.Bytes(2));
}
