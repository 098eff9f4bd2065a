using Azure;
using Azure.Data.Tables;

namespace Messaging.Plumbing.Storage;

public static class Deletions
{
    const int AtOnce = 32;

    /// <summary>Deletes rows of a query as they were when it was decided that they go: one that is written meanwhile is looked at again.</summary>
    /// <param name="table">Where.</param>
    /// <param name="filter">Which rows to look at.</param>
    /// <param name="goes">Whether a row is to go; asked of several at the same time.</param>
    /// <param name="ct">Ends it; what is gone by then is gone.</param>
    public static async Task DeleteAsync(this TableClient table, string filter, Func<TableEntity, CancellationToken, ValueTask<bool>> goes, CancellationToken ct)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct };
        int changed;
        do
        {
            changed = 0;
            await Parallel.ForEachAsync(table.QueryAsync<TableEntity>(filter, cancellationToken: ct), parallel, async (row, stop) =>
            {
                if (await goes(row, stop) && !await table.TryDeleteAsync(row, stop)) Interlocked.Increment(ref changed);
            });
        } while (changed > 0);
    }

    static async Task<bool> TryDeleteAsync(this TableClient table, TableEntity row, CancellationToken ct)
    {
        try
        {
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, ct);
            return true;
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            return changed.Status is 404;
        }
    }
}
