using Azure;
using Azure.Data.Tables;
using Messaging.Plumbing.Storage;
using Microsoft.Extensions.Options;

namespace Messaging.Send.Later;

/// <summary>The rows of <see cref="ScheduledRow"/>; every change is conditional, so of a sending and a cancelling only one wins. Rows come and go in one
/// transaction with their user's <see cref="ScheduledCount"/>.</summary>
public sealed class ScheduledTable(TableServiceClient tables, IOptions<SendOptions> options)
{
    const int Turns = 64;

    readonly TableClient _table = tables.GetTableClient(TableNames.Scheduled);

    /// <summary>Of changes of one count at the same time one succeeds and the others begin again, so a user's take turns in this process.</summary>
    readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Turns).Select(_ => new SemaphoreSlim(1))];

    public async Task<ScheduledRow?> FindAsync(string tenant, string user, string key, CancellationToken ct)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(Keys.Partition(tenant, user), key, cancellationToken: ct);
        return found.HasValue ? ScheduledRow.From(found.Value!) : null;
    }

    /// <summary>Rows after a key, at most so many. The count is never among them: no key is before its own.</summary>
    public async Task<IReadOnlyList<ScheduledRow>> ListAsync(string tenant, string user, string after, int most, CancellationToken ct)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(tenant, user)} and RowKey gt {after}");
        return await _table.QueryAsync<TableEntity>(filter, most, cancellationToken: ct).Take(most).Select(ScheduledRow.From).ToListAsync(ct);
    }

    /// <summary>The row as it is now: an earlier one of the same ids stays as it is. Null if the user has as many as are allowed.</summary>
    public Task<ScheduledRow?> AddAsync(ScheduledRow row, CancellationToken ct) => InTurnAsync<ScheduledRow?>(row.Partition, async () =>
    {
        while (true)
        {
            var count = await CountAsync(row.Partition, ct);
            var isFull = count.Sends >= options.Value.ScheduledSends;
            try
            {
                if (!isFull) return row with { ETag = await AddAsync(row, count, ct) };
            }
            catch (TableTransactionFailedException moved) when (moved.Status is 404 or 409 or 412) { }
            var known = await FindAsync(row.First.Tenant, row.First.Sender, row.Key, ct);
            if (known is not null || isFull) return known;
        }
    }, ct);

    /// <summary>False if the row is no longer what was read.</summary>
    public async Task<bool> TryChangeAsync(ScheduledRow row, CancellationToken ct)
    {
        try
        {
            await _table.UpdateEntityAsync(row.Row(), row.ETag, TableUpdateMode.Replace, ct);
            return true;
        }
        catch (RequestFailedException moved) when (moved.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <summary>False if the row is no longer what was read.</summary>
    public Task<bool> TryRemoveAsync(ScheduledRow row, CancellationToken ct) => TryRemoveAsync([row], ct);

    /// <summary>Rows of one user, at most 99. False, and all stay, if one of them is no longer what was read.</summary>
    public Task<bool> TryRemoveAsync(IReadOnlyList<ScheduledRow> rows, CancellationToken ct) => InTurnAsync(rows[0].Partition, async () =>
    {
        while (true)
        {
            var count = await StoredCountAsync(rows[0].Partition, ct);
            IEnumerable<TableTransactionAction> removals = rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(row.Partition, row.Key), row.ETag));
            try
            {
                await _table.SubmitTransactionAsync(count is null ? removals : removals.Append(count.Plus(-rows.Count)), ct);
                return true;
            }
            catch (TableTransactionFailedException moved) when (moved.Status is 404 or 412)
            {
                if (!(moved.FailedTransactionActionIndex >= rows.Count)) return false;
            }
        }
    }, ct);

    /// <summary>Whatever has become of it.</summary>
    public Task RemoveAsync(ScheduledRow row, CancellationToken ct) => TryRemoveAsync(row with { ETag = ETag.All }, ct);

    /// <summary>The stored count while it allows more. One that is missing, since its rows are older than counts, or that would refuse is made by counting rows:
    /// a removal beside the first count, or one by an older version, leaves it too high.</summary>
    async Task<ScheduledCount> CountAsync(string partition, CancellationToken ct)
    {
        var stored = await StoredCountAsync(partition, ct);
        if (stored is not null && stored.Sends < options.Value.ScheduledSends) return stored;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {ScheduledCount.Key}");
        var sends = await _table.QueryAsync<TableEntity>(filter, select: ["RowKey"], cancellationToken: ct).CountAsync(ct);
        return new(partition, sends, stored?.ETag);
    }

    async Task<ETag> AddAsync(ScheduledRow row, ScheduledCount count, CancellationToken ct)
    {
        var answers = await _table.SubmitTransactionAsync([new(TableTransactionActionType.Add, row.Row()), count.Plus(1)], ct);
        return answers.Value[0].Headers.ETag!.Value;
    }

    async Task<T> InTurnAsync<T>(string partition, Func<Task<T>> change, CancellationToken ct)
    {
        var turn = _turns[(uint)partition.GetHashCode(StringComparison.Ordinal) % Turns];
        await turn.WaitAsync(ct);
        try
        {
            return await change();
        }
        finally
        {
            turn.Release();
        }
    }

    async Task<ScheduledCount?> StoredCountAsync(string partition, CancellationToken ct)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(partition, ScheduledCount.Key, cancellationToken: ct);
        return found.HasValue ? ScheduledCount.From(found.Value!) : null;
    }
}
