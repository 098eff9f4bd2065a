using Azure.Data.Tables;
using Messaging.Plumbing.Storage;
using Messaging.Route.Rules;

namespace Messaging.Route.Log;

/// <summary>An entry's row with Route's own columns beside the entry: <c>LastEdit</c> and <c>Edits</c>.</summary>
public static class StoredEntries
{
    const string LastEdit = "LastEdit", Edits = "Edits";

    public static TableEntity Row(this StoredEntry stored, string partition, byte[] json)
    {
        var row = stored.Entry.Row(partition, json);
        if (stored.LastEdit is { } seq) row[LastEdit] = seq;
        if (stored.Edits > 0) row[Edits] = stored.Edits;
        return row;
    }

    public static StoredEntry ToStoredEntry(this TableEntity row) => new(row.ToEntry(), row.GetInt64(LastEdit), row.GetInt32(Edits) ?? 0);
}
