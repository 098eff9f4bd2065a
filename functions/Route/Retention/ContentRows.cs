using Azure;
using Azure.Data.Tables;
using Messaging.Plumbing.Storage;
using Messaging.Route.Log;
using Messaging.Route.Rules;

namespace Messaging.Route.Retention;

/// <summary>Takes content out of rows that are there, under the head's ETag: whoever appends meanwhile makes both read again.</summary>
public sealed class ContentRows(TableServiceClient tables, TimeProvider time)
{
    /// <summary>A transaction takes 100 rows, one of them the head; a message with kept edits and mentions has at most 73.</summary>
    public const int MaxRows = 99;

    const int MaxConflicts = 20;

    readonly TableClient _table = tables.GetTableClient(TableNames.Conversations);

    /// <summary>Repeats a step until it answers 0; again after another has written. The sum of its answers.</summary>
    public static async Task<int> WhileAnyAsync(Func<Task<int>> step)
    {
        for (int conflicts = 0, done = 0; ;)
        {
            try
            {
                if (await step() is not (> 0 and var some)) return done;
                done += some;
            }
            catch (RequestFailedException moved) when (moved.Status is 404 or 412 && conflicts++ < MaxConflicts) { }
        }
    }

    /// <summary>The entry, its marks, and of a message its edits, which hold its texts wherever they are in the log.</summary>
    public async Task<List<TableTransactionAction>> BlankedAsync(ConversationKey key, StoredEntry stored, CancellationToken ct)
    {
        List<StoredEntry> texts = [stored];
        if (Forgotten.IsMessage(stored))
            for (var seq = stored.LastEdit; seq is { } at && await RowAsync(key, Keys.Entry(at), ct) is { } row; seq = texts[^1].LastEdit)
                texts.Add(row.ToStoredEntry());
        return
        [
            .. texts.Select(it => Written(key, Forgotten.Of(it, time.GetUtcNow()))),
            .. Forgotten.Marks(stored).Select(rowKey => Deleted(key, rowKey)),
        ];
    }

    public static TableTransactionAction Written(ConversationKey key, StoredEntry stored) =>
        new(TableTransactionActionType.UpdateReplace, stored.Row(key.Partition, stored.Entry.ToJson()), ETag.All);

    public static TableTransactionAction Deleted(ConversationKey key, string rowKey) =>
        new(TableTransactionActionType.Delete, new TableEntity(key.Partition, rowKey), ETag.All);

    /// <summary>Rows whose keys begin with a prefix that ends in <c>|</c>, without the head.</summary>
    public async Task DeleteAsync(ConversationKey key, string prefix, CancellationToken ct)
    {
        var rows = await RangeAsync(key, prefix, prefix[..^1] + '}', ct).Select(row => row.RowKey).ToListAsync(ct);
        foreach (var some in rows.Chunk(MaxRows)) await _table.SubmitTransactionAsync(some.Select(rowKey => Deleted(key, rowKey)), ct);
    }

    public async Task<ETag> CommitAsync(ConversationKey key, Head head, IEnumerable<TableTransactionAction> rows, CancellationToken ct)
    {
        var first = new TableTransactionAction(TableTransactionActionType.UpdateReplace, head.Row(key.Partition), head.ETag);
        var answers = await _table.SubmitTransactionAsync([first, .. rows], ct);
        return answers.Value[0].Headers.ETag!.Value;
    }

    public IAsyncEnumerable<TableEntity> RangeAsync(ConversationKey key, string from, string before, CancellationToken ct, string condition = "") => _table.QueryAsync<TableEntity>(
        TableClient.CreateQueryFilter($"PartitionKey eq {key.Partition} and RowKey ge {from} and RowKey lt {before}") + condition, cancellationToken: ct);

    public async Task<Head?> HeadAsync(ConversationKey key, CancellationToken ct) => (await RowAsync(key, Keys.Head, ct))?.ToHead();

    public async Task<TableEntity?> RowAsync(ConversationKey key, string row, CancellationToken ct)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(key.Partition, row, cancellationToken: ct);
        return found.HasValue ? found.Value : null;
    }
}
