using Azure.Data.Tables;
using Messaging.Tables;

namespace Messaging.Conformance.Tables;

public sealed class When_a_page_would_take_too_long
{
    [Fact]
    public async Task The_answer_comes_after_five_seconds_with_what_was_found_and_a_token()
    {
        await using var server = await TableServer.StartAsync(new() { Port = 0 }, time: new HastyTime());
        var table = new TableClient(server.ConnectionString, "large");
        await table.CreateAsync();
        for (var first = 0; first < 4000; first += 100)
            await table.SubmitTransactionAsync(Enumerable.Range(first, 100).Select(
                i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{i:D4}") { ["Last"] = i == 3999 })));

        var pages = table.Query<TableEntity>("Last eq true").AsPages().ToList();

        Assert.True(pages.Count > 1);
        Assert.Empty(pages[0].Values);
        Assert.Equal("3999", Assert.Single(pages[^1].Values).RowKey);
    }

    /// <summary>Every look at the stopwatch finds it a second later.</summary>
    sealed class HastyTime : TimeProvider
    {
        long seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Increment(ref seconds);
    }
}
