using Azure;
using Azure.Data.Tables;
using Messaging.Tables;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Conformance.Tables;

public sealed class When_the_server_restarts : IDisposable
{
    readonly string data = Directory.CreateTempSubdirectory("tables-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task Entities_and_their_tags_are_as_they_were()
    {
        ETag tag;
        await using (var server = await StartAsync())
        {
            var table = new TableClient(server.ConnectionString, "kept");
            await table.CreateAsync();
            tag = (await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 })).Headers.ETag!.Value;
        }

        await using var restarted = await StartAsync();
        var read = (await new TableClient(restarted.ConnectionString, "kept").GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal((tag, 1), (read.ETag, read["A"]));
    }

    [Fact]
    public async Task Its_tags_stay_new_although_the_clock_went_back()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var tags = new List<ETag>();
        for (var start = 0; start < 3; start++)
        {
            await using var server = await StartAsync(time);
            var table = new TableClient(server.ConnectionString, "kept");
            await table.CreateIfNotExistsAsync();
            for (var i = 0; i < 3; i++)
                tags.Add((await table.UpsertEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value);
            time = new FakeTimeProvider(time.GetUtcNow().AddSeconds(-30));
        }

        Assert.Equal(9, tags.Distinct().Count());
        Assert.Equal(tags.Select(tag => tag.ToString()).Order(StringComparer.Ordinal), tags.Select(tag => tag.ToString()));
    }

    [Fact]
    public async Task A_second_one_over_the_same_data_is_refused_by_name()
    {
        await using var server = await StartAsync();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => StartAsync());

        Assert.Contains(data, refused.Message);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        await using var server = await TableServer.StartAsync(new() { Port = 0 });
        var port = new Uri(new TableServiceClient(server.ConnectionString).Uri.ToString()).Port;

        var refused = await Assert.ThrowsAsync<IOException>(() => TableServer.StartAsync(new() { Port = port }));

        Assert.Contains($"127.0.0.1:{port}", refused.Message);
    }

    [Fact]
    public async Task It_counts_requests_and_rows_from_zero()
    {
        await using var server = await TableServer.StartAsync(new() { Port = 0 });
        var table = new TableClient(server.ConnectionString, "counted");

        await table.CreateAsync();
        await table.SubmitTransactionAsync(Enumerable.Range(0, 3).Select(
            i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i}"))));
        Assert.Equal(3, table.Query<TableEntity>().Count());

        Assert.Equal((3, 3, 3), (server.Counters.Transactions, server.Counters.RowsRead, server.Counters.RowsWritten));
    }

    Task<TableServer> StartAsync(TimeProvider? time = null) => TableServer.StartAsync(new() { Port = 0, Data = data }, time: time);
}
