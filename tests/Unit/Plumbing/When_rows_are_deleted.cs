using Azure.Data.Tables;
using Messaging.Plumbing.Storage;
using Messaging.Tables;

namespace Messaging.Unit.Plumbing;

public sealed class When_rows_are_deleted : IAsyncLifetime
{
    TableServer _server = null!;
    TableClient _table = null!;

    public async Task InitializeAsync()
    {
        _server = await TableServer.StartAsync(new TableServerOptions { Port = 0, Data = null });
        _table = new(_server.ConnectionString, "Rows");
        await _table.CreateAsync();
        foreach (var key in new[] { "1", "2", "3" }) await _table.AddEntityAsync(new TableEntity("p", key) { ["Old"] = true });
        await _table.AddEntityAsync(new TableEntity("q", "1") { ["Old"] = true });
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task One_that_is_written_after_it_was_looked_at_is_looked_at_again()
    {
        await _table.DeleteAsync("PartitionKey eq 'p'", async (row, ct) =>
        {
            var old = row.GetBoolean("Old") == true;
            if (row.RowKey == "2" && old) await _table.UpsertEntityAsync(new TableEntity("p", "2") { ["Old"] = false }, TableUpdateMode.Replace, ct);
            return old;
        }, default);

        Assert.Equal(["p 2", "q 1"], await RowsAsync());
    }

    [Fact]
    public async Task One_that_is_gone_already_is_gone()
    {
        await _table.DeleteAsync("PartitionKey eq 'p'", async (row, ct) =>
        {
            await _table.DeleteEntityAsync("p", row.RowKey, cancellationToken: ct);
            return true;
        }, default);

        Assert.Equal(["q 1"], await RowsAsync());
    }

    async Task<IReadOnlyList<string>> RowsAsync() => await _table.QueryAsync<TableEntity>().Select(row => $"{row.PartitionKey} {row.RowKey}").ToListAsync();
}
