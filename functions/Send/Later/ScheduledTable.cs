using Azure;
using Azure.Data.Tables;
using Messaging.Plumbing.Storage;

namespace Messaging.Send.Later;

/// <summary>The rows of <see cref="ScheduledRow"/>; every change is conditional, so of a sending and a cancelling only one wins.</summary>
public sealed class ScheduledTable(TableServiceClient tables)
{
    readonly TableClient _table = tables.GetTableClient(TableNames.Scheduled);

    public async Task<ScheduledRow?> FindAsync(string tenant, string user, string key, CancellationToken ct)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(Keys.Partition(tenant, user), key, cancellationToken: ct);
        return found.HasValue ? ScheduledRow.From(found.Value!) : null;
    }

    /// <summary>Rows after a key, at most so many.</summary>
    public async Task<IReadOnlyList<ScheduledRow>> ListAsync(string tenant, string user, string after, int most, CancellationToken ct)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Partition(tenant, user)} and RowKey gt {after}");
        return await _table.QueryAsync<TableEntity>(filter, most, cancellationToken: ct).Take(most).Select(ScheduledRow.From).ToListAsync(ct);
    }

    /// <summary>The row as it is now: an earlier one of the same ids stays as it is.</summary>
    public async Task<ScheduledRow> AddAsync(ScheduledRow row, CancellationToken ct)
    {
        try
        {
            var answer = await _table.AddEntityAsync(row.Row(), ct);
            return row with { ETag = answer.Headers.ETag!.Value };
        }
        catch (RequestFailedException known) when (known.Status == 409)
        {
            return await FindAsync(row.First.Tenant, row.First.Sender, row.Key, ct) ?? await AddAsync(row, ct);
        }
    }

    /// <summary>False if the row is no longer what was read.</summary>
    public Task<bool> TryChangeAsync(ScheduledRow row, CancellationToken ct) =>
        IfUnchangedAsync(() => _table.UpdateEntityAsync(row.Row(), row.ETag, TableUpdateMode.Replace, ct));

    /// <summary>False if the row is no longer what was read.</summary>
    public Task<bool> TryRemoveAsync(ScheduledRow row, CancellationToken ct) =>
        IfUnchangedAsync(() => _table.DeleteEntityAsync(row.Partition, row.Key, row.ETag, ct));

    public Task RemoveAsync(ScheduledRow row, CancellationToken ct) => _table.DeleteEntityAsync(row.Partition, row.Key, ETag.All, ct);

    static async Task<bool> IfUnchangedAsync(Func<Task<Response>> change)
    {
        try
        {
            return (await change()).Status != 404;
        }
        catch (RequestFailedException moved) when (moved.Status is 404 or 412)
        {
            return false;
        }
    }
}
