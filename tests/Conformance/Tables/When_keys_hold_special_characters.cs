using Azure.Data.Tables;

namespace Messaging.Conformance.Tables;

public sealed class When_keys_hold_special_characters
{
    static readonly string[] Keys =
    [
        "", "a", "a%2Fb", "(p)", "a,b", "'", "''", "%", "..", ".", "$batch", "trailing ", " leading", "a+b", "a=b", "{x}", "a&b",
        "ü", "日本", "😀", "\uFFFD", "\"q\"", "<x>", "a|b", "PartitionKey='p',RowKey='r'",
    ];

    [Theory, Accounts]
    public async Task The_entity_is_written_read_updated_and_deleted_under_them(string account)
    {
        await using var table = await Account.TableAsync(account);
        foreach (var key in Keys)
        {
            await table.Client.AddEntityAsync(new TableEntity(key, key) { ["A"] = key });
            await table.Client.UpsertEntityAsync(new TableEntity(key, key) { ["B"] = key });
            var read = (await table.Client.GetEntityAsync<TableEntity>(key, key)).Value;
            Assert.Equal((key, key, key, key), (read.PartitionKey, read.RowKey, read["A"], read["B"]));
        }
        foreach (var key in Keys)
            Assert.Equal(204, (await table.Client.DeleteEntityAsync(key, key)).Status);
        Assert.Empty(table.Client.Query<TableEntity>());
    }

    [Theory, Accounts]
    public async Task A_transaction_takes_them_too(string account)
    {
        await using var table = await Account.TableAsync(account);

        await table.Client.SubmitTransactionAsync(
            Keys.Select(key => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p'{}", key))));

        Assert.Equal(Keys.Length, table.Client.Query<TableEntity>(entity => entity.PartitionKey == "p'{}").Count());
    }

    [Theory, Accounts]
    public async Task Queries_give_them_in_ordinal_order_of_UTF_16(string account)
    {
        await using var table = await Account.TableAsync(account);
        foreach (var key in Keys)
            await table.Client.AddEntityAsync(new TableEntity("p", key));

        var rows = table.Client.Query<TableEntity>(maxPerPage: 4).Select(entity => entity.RowKey);

        Assert.Equal(Keys.Order(StringComparer.Ordinal), rows);
    }

    [Theory, Accounts]
    public async Task A_filter_finds_exactly_the_one_it_names(string account)
    {
        await using var table = await Account.TableAsync(account);
        foreach (var key in Keys)
            await table.Client.AddEntityAsync(new TableEntity("p", key));

        foreach (var key in Keys)
            Assert.Equal(key, Assert.Single(table.Client.Query<TableEntity>(entity => entity.PartitionKey == "p" && entity.RowKey == key)).RowKey);
    }
}
