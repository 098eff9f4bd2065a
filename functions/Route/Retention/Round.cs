using Azure.Data.Tables;

namespace Messaging.Route.Retention;

/// <param name="Began">When.</param>
/// <param name="Continuation">Where the next page of heads begins, as the table service says it; null at first.</param>
/// <param name="Done">All pages have been seen.</param>
sealed record Round(DateTimeOffset Began, string? Continuation = null, bool Done = false)
{
    public const string Partition = "retention", RowKey = "round";

    public TableEntity Row() => new(Partition, RowKey) { ["Began"] = Began, ["Continuation"] = Continuation, ["Done"] = Done };

    public static Round From(TableEntity row) => new(row.GetDateTimeOffset("Began")!.Value, row.GetString("Continuation"), row.GetBoolean("Done") ?? false);
}
