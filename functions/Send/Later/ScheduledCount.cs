using Azure;
using Azure.Data.Tables;

namespace Messaging.Send.Later;

/// <summary>How many sends of a user wait in table <c>Scheduled</c>: the row of the partition whose RowKey is empty. Without a row nothing waits, or nobody has counted yet.</summary>
/// <param name="Partition">Of the user.</param>
/// <param name="Sends">Rows beside this one.</param>
/// <param name="ETag">Of the row; null if there is none.</param>
sealed record ScheduledCount(string Partition, int Sends, ETag? ETag)
{
    public const string Key = "";

    public static ScheduledCount From(TableEntity row) => new(row.PartitionKey, row.GetInt32("Sends") ?? 0, row.ETag);

    /// <summary>The change of this row that belongs to a change of the others; it fails if the count has moved meanwhile.</summary>
    public TableTransactionAction Plus(int sends)
    {
        var row = new TableEntity(Partition, Key) { ["Sends"] = Math.Max(0, Sends + sends) };
        return ETag is not { } read ? new(TableTransactionActionType.Add, row)
            : Sends + sends > 0 ? new(TableTransactionActionType.UpdateReplace, row, read)
            : new(TableTransactionActionType.Delete, row, read);
    }
}
