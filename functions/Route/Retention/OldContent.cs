using Azure;
using Azure.Data.Tables;
using Messaging.Plumbing.Storage;
using Messaging.Route.Log;
using Messaging.Route.Rules;
using Microsoft.Extensions.Options;

namespace Messaging.Route.Retention;

/// <summary>Takes content out of one conversation's log, oldest first, under the head's ETag like any append: whoever appends meanwhile makes
/// this read again, and the other way round. <see cref="Head.ContentFrom"/> tells how far it has come.</summary>
public sealed class OldContent(TableServiceClient tables, IOptions<RetentionOptions> options, TimeProvider time)
{
    /// <summary>A transaction takes 100 rows; a message with kept edits and mentions has at most 73.</summary>
    const int MaxRows = 99, EntriesRead = 90, MaxConflicts = 20;

    readonly TableClient _table = tables.GetTableClient(TableNames.Conversations);

    /// <summary>How many entries lost their content.</summary>
    public async Task<int> ForgetAsync(ConversationKey key, CancellationToken ct)
    {
        for (int conflicts = 0, forgotten = 0; ;)
        {
            try
            {
                if (await ForgetSomeAsync(key, ct) is not (> 0 and var some)) return forgotten;
                forgotten += some;
            }
            catch (RequestFailedException moved) when (moved.Status is 404 or 412 && conflicts++ < MaxConflicts) { }
        }
    }

    async Task<int> ForgetSomeAsync(ConversationKey key, CancellationToken ct)
    {
        if ((await RowAsync(key, Keys.Head, ct))?.ToHead() is not { } head || options.Value.DaysOf(key.Tenant, head.Settings) is not { } days) return 0;
        var old = await OldAsync(key, head, time.GetUtcNow() - TimeSpan.FromDays(days), ct);
        return old.Count == 0 ? 0 : await ForgetAsync(key, head, old, ct);
    }

    /// <summary>Times never fall along the log, so the old ones are the first ones.</summary>
    async Task<List<StoredEntry>> OldAsync(ConversationKey key, Head head, DateTimeOffset before, CancellationToken ct) =>
        head.ContentFrom > head.Seq ? [] : await RangeAsync(key, Keys.Entry(head.ContentFrom), Keys.Entry(head.ContentFrom + EntriesRead), ct)
            .Select(row => row.ToStoredEntry()).TakeWhile(stored => stored.Entry.Time < before).ToListAsync(ct);

    async Task<int> ForgetAsync(ConversationKey key, Head head, List<StoredEntry> old, CancellationToken ct)
    {
        var rows = new Dictionary<string, TableTransactionAction>();
        var (count, pins) = (0, 0);
        foreach (var stored in old)
        {
            var own = await RowsOfAsync(key, stored, ct);
            if (rows.Count + own.Count > MaxRows) break;
            foreach (var row in own) rows[row.Entity.RowKey] = row;
            pins += stored.Entry.PinnedAt is null ? 0 : 1;
            count++;
        }
        head = head with { Pins = head.Pins - pins };
        var done = head with { ContentFrom = old[count - 1].Entry.Seq + 1 };
        var reacted = old.Take(count).Where(Forgotten.IsMessage).Select(stored => stored.Entry.Seq).ToList();
        if (reacted.Count == 0) await CommitAsync(key, done, rows.Values, ct);
        else
        {
            // Nobody reacts to a message that is gone. Only after its reactions are gone too does the head move on: a run that ends before it begins here again.
            var etag = await CommitAsync(key, head, rows.Values, ct);
            foreach (var seq in reacted) await DeleteReactionsAsync(key, seq, ct);
            await CommitAsync(key, done with { ETag = etag }, [], ct);
        }
        return count;
    }

    /// <summary>The entry, its marks, and of a message its edits, which hold its texts wherever they are in the log.</summary>
    async Task<List<TableTransactionAction>> RowsOfAsync(ConversationKey key, StoredEntry stored, CancellationToken ct)
    {
        List<StoredEntry> texts = [stored];
        if (Forgotten.IsMessage(stored))
            for (var seq = stored.LastEdit; seq is { } at && await RowAsync(key, Keys.Entry(at), ct) is { } row; seq = texts[^1].LastEdit)
                texts.Add(row.ToStoredEntry());
        return
        [
            .. texts.Select(it => Forgotten.Of(it, time.GetUtcNow())).Select(it =>
                new TableTransactionAction(TableTransactionActionType.UpdateReplace, it.Row(key.Partition, it.Entry.ToJson()), ETag.All)),
            .. Forgotten.Marks(stored).Select(rowKey => Delete(key, rowKey)),
        ];
    }

    async Task DeleteReactionsAsync(ConversationKey key, long seq, CancellationToken ct)
    {
        var prefix = Keys.Reactions(seq);
        var rows = await RangeAsync(key, prefix, prefix[..^1] + '}', ct).Select(row => row.RowKey).ToListAsync(ct);
        foreach (var some in rows.Chunk(MaxRows)) await _table.SubmitTransactionAsync(some.Select(rowKey => Delete(key, rowKey)), ct);
    }

    async Task<ETag> CommitAsync(ConversationKey key, Head head, IEnumerable<TableTransactionAction> rows, CancellationToken ct)
    {
        var first = new TableTransactionAction(TableTransactionActionType.UpdateReplace, head.Row(key.Partition), head.ETag);
        var answers = await _table.SubmitTransactionAsync([first, .. rows], ct);
        return answers.Value[0].Headers.ETag!.Value;
    }

    IAsyncEnumerable<TableEntity> RangeAsync(ConversationKey key, string from, string before, CancellationToken ct) => _table.QueryAsync<TableEntity>(
        TableClient.CreateQueryFilter($"PartitionKey eq {key.Partition} and RowKey ge {from} and RowKey lt {before}"), cancellationToken: ct);

    async Task<TableEntity?> RowAsync(ConversationKey key, string row, CancellationToken ct)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(key.Partition, row, cancellationToken: ct);
        return found.HasValue ? found.Value : null;
    }

    static TableTransactionAction Delete(ConversationKey key, string rowKey) => new(TableTransactionActionType.Delete, new TableEntity(key.Partition, rowKey), ETag.All);
}
