using System.Collections.Concurrent;

namespace Messaging.Tables;

/// <summary>What a server has done since it started, counted as Azure bills it.</summary>
public sealed class TableCounters
{
    long transactions;
    long rowsRead;
    readonly ConcurrentDictionary<string, long> rowsWritten = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Requests that passed authentication. A page of a query and an entity-group transaction count as one each.</summary>
    public long Transactions => Interlocked.Read(ref transactions);

    /// <summary>Entities sent to clients by reads and queries.</summary>
    public long RowsRead => Interlocked.Read(ref rowsRead);

    /// <summary>Entities inserted, updated or deleted by writes that took effect.</summary>
    public long RowsWritten => rowsWritten.Values.Sum();

    /// <summary>The same, table by table.</summary>
    public IReadOnlyDictionary<string, long> RowsWrittenByTable => rowsWritten;

    internal void CountTransaction() => Interlocked.Increment(ref transactions);

    internal void CountRead(int rows) => Interlocked.Add(ref rowsRead, rows);

    internal void CountWritten(string table, int rows) => rowsWritten.AddOrUpdate(table, rows, (_, before) => before + rows);
}
