using Azure;
using Azure.Data.Tables;

namespace Messaging.Conformance.Tables;

public sealed class When_the_server_is_killed : IDisposable
{
    readonly string data = Directory.CreateTempSubdirectory("tables-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task Every_acknowledged_write_is_there_again()
    {
        var acknowledged = new List<string>();
        for (var round = 0; round < 3; round++)
        {
            using var server = await StandInProcess.StartAsync(data);
            var table = server.Client().GetTableClient("log");
            await table.CreateIfNotExistsAsync();
            for (var i = 0; i < 20; i++)
            {
                await table.AddEntityAsync(new TableEntity("p", $"{round}-{i:D2}"));
                acknowledged.Add($"{round}-{i:D2}");
            }
            server.Kill();
        }

        using var last = await StandInProcess.StartAsync(data);
        Assert.Equal(acknowledged, last.Client().GetTableClient("log").Query<TableEntity>().Select(entity => entity.RowKey));
    }

    [Fact]
    public async Task Transactions_under_way_are_there_whole_or_not_at_all()
    {
        var acknowledged = new List<int>();
        using (var server = await StandInProcess.StartAsync(data))
        {
            var table = server.Client().GetTableClient("log");
            await table.CreateAsync();
            var writers = Enumerable.Range(0, 4).Select(writer => WriteUntilKilledAsync(table, writer * 100_000, acknowledged)).ToList();
            while (acknowledged.Count < 40)
                await Task.WhenAny([.. writers, Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System)]);
            server.Kill();
            await Task.WhenAll(writers);
        }

        using var restarted = await StandInProcess.StartAsync(data);
        var sizes = restarted.Client().GetTableClient("log").Query<TableEntity>().CountBy(entity => int.Parse(entity.RowKey[..6])).ToDictionary();
        Assert.All(sizes.Values, size => Assert.Equal(20, size));
        Assert.Subset(sizes.Keys.ToHashSet(), acknowledged.ToHashSet());
    }

    static async Task WriteUntilKilledAsync(TableClient table, int first, List<int> acknowledged)
    {
        try
        {
            for (var transaction = first; ; transaction++)
            {
                await table.SubmitTransactionAsync(Enumerable.Range(0, 20).Select(
                    i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{transaction:D6}-{i:D2}"))));
                lock (acknowledged)
                    acknowledged.Add(transaction);
            }
        }
        catch (RequestFailedException)
        {
            // The server is gone.
        }
    }
}
