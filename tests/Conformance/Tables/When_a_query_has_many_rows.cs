using Azure.Data.Tables;

namespace Messaging.Conformance.Tables;

public sealed class When_a_query_has_many_rows
{
    [Theory, Accounts]
    public async Task Pages_of_the_size_asked_for_give_all_once_and_in_order(string account)
    {
        await using var table = await FilledAsync(account, 250);

        var pages = new List<int>();
        var rows = new List<string>();
        await foreach (var page in table.Client.QueryAsync<TableEntity>(maxPerPage: 40).AsPages())
        {
            pages.Add(page.Values.Count);
            rows.AddRange(page.Values.Select(entity => entity.PartitionKey + entity.RowKey));
        }

        Assert.Equal([40, 40, 40, 40, 40, 40, 10], pages);
        Assert.Equal(rows.Order(StringComparer.Ordinal).Distinct(), rows);
        Assert.Equal(250, rows.Count);
    }

    [Theory, Accounts]
    public async Task A_page_holds_a_thousand_at_most(string account)
    {
        await using var table = await FilledAsync(account, 1100);

        var pages = table.Client.Query<TableEntity>().AsPages().Select(page => page.Values.Count);

        Assert.Equal([1000, 100], pages);
    }

    [Theory, Accounts]
    public async Task A_page_that_is_resumed_with_its_token_goes_on_where_it_ended(string account)
    {
        await using var table = await FilledAsync(account, 30);
        var query = table.Client.QueryAsync<TableEntity>(entity => entity.PartitionKey == "a", maxPerPage: 4);
        string? token = null;
        await foreach (var page in query.AsPages())
        {
            token = page.ContinuationToken;
            break;
        }

        await foreach (var page in query.AsPages(token))
        {
            Assert.Equal(["0012", "0015", "0018", "0021"], page.Values.Select(entity => entity.RowKey));
            break;
        }
    }

    [Theory, Accounts]
    public async Task The_last_page_has_no_token(string account)
    {
        await using var table = await FilledAsync(account, 30);

        var page = table.Client.Query<TableEntity>(entity => entity.PartitionKey == "a", maxPerPage: 10).AsPages().Single();

        Assert.Equal((10, null), (page.Values.Count, page.ContinuationToken));
    }

    [Theory, Accounts]
    public async Task Only_what_is_selected_comes(string account)
    {
        await using var table = await FilledAsync(account, 3);

        var entity = table.Client.Query<TableEntity>(e => e.PartitionKey == "b", select: ["Number", "RowKey", "Absent"]).Single();

        Assert.Equal((1L, "0001", null), (entity["Number"], entity.RowKey, entity.PartitionKey));
        Assert.False(entity.ContainsKey("Text"));
        Assert.NotEqual(default, entity.ETag);
    }

    /// <summary>Rows go round the partitions a, b and c.</summary>
    static async Task<TestTable> FilledAsync(string account, int rows)
    {
        var table = await Account.TableAsync(account);
        var entities = Enumerable.Range(0, rows).Select(i => new TableEntity($"{(char)('a' + i % 3)}", $"{i:D4}") { ["Number"] = (long)i, ["Text"] = $"{i}" });
        foreach (var partition in entities.GroupBy(entity => entity.PartitionKey))
            foreach (var chunk in partition.Chunk(100))
                await table.Client.SubmitTransactionAsync(chunk.Select(entity => new TableTransactionAction(TableTransactionActionType.Add, entity)));
        return table;
    }
}
