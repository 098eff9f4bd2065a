using Azure.Data.Tables;
using Messaging.Plumbing.Storage;
using Messaging.Route.Rules;

namespace Messaging.Route.Log;

/// <summary>An entry's row with Route's own column beside the entry: <c>LastEdit</c>.</summary>
public static class StoredEntries
{
    const string LastEdit = "LastEdit";

    public static TableEntity Row(this StoredEntry stored, string partition, byte[] json)
    {
        var row = stored.Entry.Row(partition, json);
        if (stored.LastEdit is { } seq) row[LastEdit] = seq;
        return row;
    }

    public static StoredEntry ToStoredEntry(this TableEntity row) => new(row.ToEntry(), row.GetInt64(LastEdit));
}
