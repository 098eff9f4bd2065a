using Azure;
using Azure.Data.Tables;
using Messaging.Plumbing.Storage;

namespace Messaging.Presence;

/// <summary>
/// Table <c>Presence</c>, PartitionKey <c>{tenant}|{user}</c>, always read whole:
/// <c>d|{connection}</c> device, merged without condition so that its events may come in any order · <c>v</c> the service says that there is
/// a device of which nobody told · <c>s</c> own status · <c>b|{user}</c> who is blocked, or was.
/// Other partitions: <see cref="WatchMarks"/>, <see cref="WatchLists"/>.
/// </summary>
public sealed class PresenceTable(TableServiceClient tables)
{
    const string Devices = "d|", Verified = "v", Status = "s", Blocks = "b|";
    const string Heartbeat = "HeartbeatAt", Leave = "LeaveAt", Text = "Text", Until = "Until", LastSeen = "LastSeen", Blocked = "Blocked", At = "At", Connected = "ConnectedAt";

    readonly TableClient _table = tables.GetTableClient(TableNames.Presence);

    public async Task<UserPresence> ReadAsync(string tenant, string user, CancellationToken ct)
    {
        var partition = Keys.Partition(tenant, user);
        var rows = await _table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: ct).ToListAsync(ct);
        return new(tenant, user,
            [.. rows.Where(row => row.RowKey == Verified || row.RowKey.StartsWith(Devices, StringComparison.Ordinal)).Select(ToDevice)],
            rows.Find(row => row.RowKey == Status) is { } own ? ToStatus(own) : null,
            rows.Where(row => row.RowKey.StartsWith(Blocks, StringComparison.Ordinal))
                .ToDictionary(row => Keys.Unescape(row.RowKey[Blocks.Length..]), row => new Block(row.GetBoolean(Blocked) == true, row.GetDateTimeOffset(At) ?? default)));
    }

    public Task ConnectedAsync(Connection device, DateTimeOffset at, CancellationToken ct) =>
        MergeAsync(new(device.Partition, DeviceKey(device.Id)) { [Connected] = at, [Heartbeat] = at }, ct);

    public Task HeartbeatAsync(Connection device, DateTimeOffset at, CancellationToken ct) =>
        MergeAsync(new(device.Partition, DeviceKey(device.Id)) { [Heartbeat] = at }, ct);

    public Task DisconnectedAsync(Connection device, DateTimeOffset leaveAt, CancellationToken ct) =>
        MergeAsync(new(device.Partition, DeviceKey(device.Id)) { [Leave] = leaveAt }, ct);

    /// <summary>The service knows a connection of the user: there is a device again, whatever was stored of its like.</summary>
    public Task VerifiedAsync(string tenant, string user, DateTimeOffset at, CancellationToken ct) =>
        _table.UpsertEntityAsync(new TableEntity(Keys.Partition(tenant, user), Verified) { [Heartbeat] = at }, TableUpdateMode.Replace, ct);

    /// <summary>At most 100; all or, if another deletes some of them at the same time, none.</summary>
    public async Task ForgetAsync(string tenant, string user, IEnumerable<Device> devices, CancellationToken ct)
    {
        var partition = Keys.Partition(tenant, user);
        var rows = devices.Select(device => new TableTransactionAction(
            TableTransactionActionType.Delete, new TableEntity(partition, DeviceKey(device.ConnectionId)), ETag.All));
        try { await _table.SubmitTransactionAsync(rows, ct); }
        catch (TableTransactionFailedException gone) when (gone.Status is 404) { }
    }

    public Task SetStatusAsync(string tenant, string user, OwnStatus own, CancellationToken ct) => _table.UpsertEntityAsync(
        new TableEntity(Keys.Partition(tenant, user), Status) { [Status] = own.Status, [Text] = own.Text, [Until] = own.Until, [LastSeen] = own.LastSeen, [At] = own.At },
        TableUpdateMode.Replace, ct);

    /// <summary>False if something later is known already.</summary>
    public async Task<bool> TryBlockAsync(string tenant, string user, string other, bool blocked, DateTimeOffset at, CancellationToken ct)
    {
        var row = new TableEntity(Keys.Partition(tenant, user), Blocks + Keys.Escape(other)) { [Blocked] = blocked, [At] = at };
        while (true)
        {
            var stored = await _table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: ct);
            if (stored.HasValue && stored.Value!.GetDateTimeOffset(At) > at) return false;
            try
            {
                if (stored.HasValue) await _table.UpdateEntityAsync(row, stored.Value!.ETag, TableUpdateMode.Replace, ct);
                else await _table.AddEntityAsync(row, ct);
                return true;
            }
            catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412) { }
        }
    }

    /// <summary>Deletes the user's rows but what the user began after a time: a device by connecting, a status by setting it, a block by blocking.</summary>
    /// <param name="tenant">Of the user.</param>
    /// <param name="user">Whose rows.</param>
    /// <param name="at">The time.</param>
    /// <param name="ending">Is done with each device before its row goes.</param>
    /// <param name="ct">Ends it; it is safe to repeat.</param>
    public Task EraseAsync(string tenant, string user, DateTimeOffset at, Func<Device, CancellationToken, Task> ending, CancellationToken ct)
    {
        var partition = Keys.Partition(tenant, user);
        return _table.DeleteAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), async (row, stop) =>
        {
            if (BegunAt(row) > at) return false;
            if (row.RowKey.StartsWith(Devices, StringComparison.Ordinal)) await ending(ToDevice(row), stop);
            return true;
        }, ct);
    }

    /// <summary>Null if nobody knows: the word of the service is asked for again.</summary>
    static DateTimeOffset? BegunAt(TableEntity row) => row.GetDateTimeOffset(row.RowKey.StartsWith(Devices, StringComparison.Ordinal) ? Connected : At);

    Task MergeAsync(TableEntity row, CancellationToken ct) => _table.UpsertEntityAsync(row, TableUpdateMode.Merge, ct);

    static string DeviceKey(string connectionId) => connectionId.Length == 0 ? Verified : Devices + Keys.Escape(connectionId);

    static Device ToDevice(TableEntity row) => new(
        row.RowKey == Verified ? "" : Keys.Unescape(row.RowKey[Devices.Length..]), row.GetDateTimeOffset(Heartbeat), row.GetDateTimeOffset(Leave));

    static OwnStatus ToStatus(TableEntity row) =>
        new(row.GetString(Status), row.GetString(Text), row.GetDateTimeOffset(Until), row.GetDateTimeOffset(LastSeen), row.GetDateTimeOffset(At) ?? default);
}
