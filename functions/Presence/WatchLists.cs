using Azure.Data.Tables;
using Messaging.Plumbing.Storage;

namespace Messaging.Presence;

/// <summary>Whom a user watches, on all devices: PartitionKey <c>{tenant}|{watcher}|watches</c>, RowKey the watched user, merged without condition.</summary>
public sealed class WatchLists(TableServiceClient tables)
{
    const int RowsPerTransaction = 100;

    readonly TableClient _table = tables.GetTableClient(TableNames.Presence);

    /// <summary>Until when, by user; also of those that have run out.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> ReadAsync(string tenant, string watcher, CancellationToken ct)
    {
        var partition = Partition(tenant, watcher);
        var rows = _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: ct);
        return await rows.ToDictionaryAsync(row => Keys.Unescape(row.RowKey), row => row.GetDateTimeOffset("Until")!.Value, cancellationToken: ct);
    }

    public async Task<bool> ContainsAsync(string tenant, string watcher, string user, DateTimeOffset now, CancellationToken ct)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(Partition(tenant, watcher), Keys.Escape(user), cancellationToken: ct);
        return found.HasValue && found.Value!.GetDateTimeOffset("Until") > now;
    }

    public async Task AddAsync(string tenant, string watcher, IEnumerable<string> users, DateTimeOffset until, CancellationToken ct)
    {
        foreach (var part in users.Chunk(RowsPerTransaction))
            await _table.SubmitTransactionAsync(part.Select(user => new TableTransactionAction(
                TableTransactionActionType.UpsertMerge, new TableEntity(Partition(tenant, watcher), Keys.Escape(user)) { ["Until"] = until })), ct);
    }

    public Task RemoveAsync(string tenant, string watcher, string user, CancellationToken ct) =>
        _table.DeleteEntityAsync(Partition(tenant, watcher), Keys.Escape(user), cancellationToken: ct);

    static string Partition(string tenant, string watcher) => $"{Keys.Partition(tenant, watcher)}|watches";
}
