using Azure;
using Azure.Data.Tables;
using Messaging.Plumbing.Storage;

namespace Messaging.Presence;

/// <summary>
/// Table <c>Presence</c>, PartitionKey <c>{tenant}|{user}</c>:
/// <c>d|{connection}</c> device, merged without condition so that its events may come in any order · <c>w</c> the user is watched.
/// </summary>
public sealed class PresenceTable(TableServiceClient tables)
{
    const string Devices = "d|", Mark = "w", Heartbeat = "HeartbeatAt", Leave = "LeaveAt", Until = "Until", Online = "Online";

    readonly TableClient _table = tables.GetTableClient(TableNames.Presence);

    public async Task<UserPresence> ReadAsync(string tenant, string user, CancellationToken ct)
    {
        var partition = Keys.Partition(tenant, user);
        var rows = await _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: ct).ToListAsync(ct);
        return new(tenant, user,
            [.. rows.Where(row => row.RowKey != Mark).Select(ToDevice)],
            rows.Find(row => row.RowKey == Mark) is { } mark ? ToMark(mark) : null);
    }

    public async Task<WatchMark?> MarkAsync(string tenant, string user, CancellationToken ct)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(Keys.Partition(tenant, user), Mark, cancellationToken: ct);
        return found.HasValue ? ToMark(found.Value!) : null;
    }

    public Task ConnectedAsync(Connection device, DateTimeOffset at, CancellationToken ct) =>
        MergeAsync(new(device.Partition, DeviceKey(device.Id)) { ["ConnectedAt"] = at, [Heartbeat] = at }, ct);

    public Task HeartbeatAsync(Connection device, DateTimeOffset at, CancellationToken ct) =>
        MergeAsync(new(device.Partition, DeviceKey(device.Id)) { [Heartbeat] = at }, ct);

    public Task DisconnectedAsync(Connection device, DateTimeOffset leaveAt, CancellationToken ct) =>
        MergeAsync(new(device.Partition, DeviceKey(device.Id)) { [Leave] = leaveAt }, ct);

    /// <summary>At most 100; all or, if another deletes some of them at the same time, none.</summary>
    public async Task ForgetAsync(string tenant, string user, IEnumerable<Device> devices, CancellationToken ct)
    {
        var partition = Keys.Partition(tenant, user);
        var rows = devices.Select(device => new TableTransactionAction(
            TableTransactionActionType.Delete, new TableEntity(partition, DeviceKey(device.ConnectionId)), ETag.All));
        try { await _table.SubmitTransactionAsync(rows, ct); }
        catch (TableTransactionFailedException gone) when (gone.Status is 404) { }
    }

    public Task RenewMarkAsync(string tenant, string user, DateTimeOffset until, CancellationToken ct) =>
        MergeAsync(new(Keys.Partition(tenant, user), Mark) { [Until] = until }, ct);

    public Task SetMarkAsync(string tenant, string user, WatchMark mark, CancellationToken ct) =>
        MergeAsync(new(Keys.Partition(tenant, user), Mark) { [Until] = mark.Until, [Online] = mark.Online }, ct);

    /// <summary>False if the mark is no longer the one that was read.</summary>
    public async Task<bool> TryTellAsync(string tenant, string user, WatchMark read, bool online, CancellationToken ct)
    {
        try
        {
            var row = new TableEntity(Keys.Partition(tenant, user), Mark) { [Online] = online };
            await _table.UpdateEntityAsync(row, read.ETag, TableUpdateMode.Merge, ct);
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.Status is 404 or 412)
        {
            return false;
        }
    }

    Task MergeAsync(TableEntity row, CancellationToken ct) => _table.UpsertEntityAsync(row, TableUpdateMode.Merge, ct);

    static string DeviceKey(string connectionId) => Devices + Keys.Escape(connectionId);

    static Device ToDevice(TableEntity row) =>
        new(Keys.Unescape(row.RowKey[Devices.Length..]), row.GetDateTimeOffset(Heartbeat), row.GetDateTimeOffset(Leave));

    static WatchMark ToMark(TableEntity row) =>
        new(row.GetDateTimeOffset(Until)!.Value, row.GetBoolean(Online)!.Value, row.ETag);
}
