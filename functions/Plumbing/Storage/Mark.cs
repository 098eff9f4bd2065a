using Azure.Data.Tables;

namespace Messaging.Plumbing.Storage;

/// <summary>A row of table Conversations that says little more than that it is there: a reaction, a pin, an invitation, a ban,
/// a place in a thread, a mention.</summary>
/// <param name="RowKey">What it marks.</param>
/// <param name="By">Who made it.</param>
/// <param name="At">When.</param>
/// <param name="Seq">The entry that made it.</param>
public sealed record Mark(string RowKey, string By, DateTimeOffset At, long Seq)
{
    public TableEntity Row(string partition) => new(partition, RowKey) { ["By"] = By, ["At"] = At, ["Seq"] = Seq };

    public static Mark From(TableEntity row) =>
        new(row.RowKey, row.GetString("By"), row.GetDateTimeOffset("At")!.Value, row.GetInt64("Seq")!.Value);
}
