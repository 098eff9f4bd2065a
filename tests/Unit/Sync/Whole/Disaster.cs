using Azure.Data.Tables;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Storage;

namespace Messaging.Unit.Sync.Whole;

/// <summary>Tables are replicated some time later and partition by partition; then one comes back as it was, and an operator does what docs/operations.md says.</summary>
sealed class Disaster(Chat chat)
{
    string? _id;
    List<TableEntity> _rows = [];
    int _epochs;

    TableClient Table => chat.Sync.Table(TableNames.Conversations);

    public async Task ReplicateAsync(string id)
    {
        if (await RowsAsync(id) is { } rows && rows.Exists(row => row.RowKey == Keys.Head)) (_id, _rows) = (id, rows);
    }

    /// <summary>The conversation that came back; null if there is no replica.</summary>
    /// <param name="users">Everyone, whose inboxes are repaired.</param>
    /// <param name="region">Whether queues and connections are lost too; else nothing waits in them.</param>
    public async Task<string?> HappenAsync(IReadOnlyList<string> users, bool region)
    {
        if (_id is not { } id) return null;
        if (region) chat.LoseRegion();
        else await chat.DrainAsync();
        foreach (var row in await RowsAsync(id)) await Table.DeleteEntityAsync(row.PartitionKey, row.RowKey);
        foreach (var row in _rows) await Table.AddEntityAsync(row);

        chat.Sync.TablesOptions.Epoch = $"r{++_epochs}";
        chat.CrashSync();
        chat.RestartRoute();
        chat.RestartFanOut();
        foreach (var device in chat.Devices) device.Outlast();
        chat.Sync.Time.Advance(TimeSpan.FromMinutes(1));
        foreach (var user in users)
            Assert.True((await chat.Sync.RepairInbox.RunAsync(SyncWorld.Request(user), default)).Body<InboxRepaired>().Proven);
        return id;
    }

    async Task<List<TableEntity>> RowsAsync(string id)
    {
        var partition = Keys.Partition(SyncWorld.Tenant, id);
        return await Table.QueryAsync<TableEntity>(row => row.PartitionKey == partition).ToListAsync();
    }
}
