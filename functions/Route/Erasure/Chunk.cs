using Azure.Data.Tables;
using Messaging.Plumbing.Storage;
using Messaging.Route.Retention;
using Messaging.Route.Rules;

namespace Messaging.Route.Erasure;

/// <summary>One transaction of an erasure in the making: each row once.</summary>
sealed class Chunk(Head head)
{
    /// <summary>Besides the head there is the mark of how far the erasure has come.</summary>
    const int MaxRows = ContentRows.MaxRows - 1;

    readonly Dictionary<string, TableTransactionAction> _rows = [];
    readonly Dictionary<long, StoredEntry> _messages = [];

    public Head Head { get; private set; } = head;
    public IEnumerable<TableTransactionAction> Rows => _rows.Values;

    public bool Has(string rowKey) => _rows.ContainsKey(rowKey);

    /// <summary>A message of which this transaction takes reactions.</summary>
    public StoredEntry? Stored(long seq) => _messages.GetValueOrDefault(seq);

    public void Keep(StoredEntry message) => _messages[message.Entry.Seq] = message;

    /// <summary>False if the rows no longer fit.</summary>
    public bool TryAdd(StoredEntry erased, List<TableTransactionAction> rows)
    {
        if (_rows.Count > 0 && _rows.Count + rows.Count(row => !Has(row.Entity.RowKey)) > MaxRows) return false;
        foreach (var row in rows) _rows[row.Entity.RowKey] = row;
        if (erased.Entry.PinnedAt is not null) Head = Head with { Pins = Head.Pins - 1 };
        return true;
    }
}
