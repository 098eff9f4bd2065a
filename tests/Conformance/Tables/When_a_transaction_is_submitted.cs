using Azure;
using Azure.Data.Tables;

namespace Messaging.Conformance.Tables;

public sealed class When_a_transaction_is_submitted
{
    static TableTransactionAction Add(string row, string partition = "p") =>
        new(TableTransactionActionType.Add, new TableEntity(partition, row) { ["A"] = row });

    [Theory, Accounts]
    public async Task All_its_actions_take_effect_and_answer_their_tags(string account)
    {
        await using var table = await Account.TableAsync(account);
        await table.Client.AddEntityAsync(new TableEntity("p", "merged") { ["A"] = 1 });
        await table.Client.AddEntityAsync(new TableEntity("p", "replaced") { ["A"] = 1 });
        await table.Client.AddEntityAsync(new TableEntity("p", "deleted"));

        var answers = (await table.Client.SubmitTransactionAsync(
        [
            Add("added"),
            new(TableTransactionActionType.UpdateMerge, new TableEntity("p", "merged") { ["B"] = 2 }, ETag.All),
            new(TableTransactionActionType.UpsertReplace, new TableEntity("p", "replaced") { ["B"] = 2 }),
            new(TableTransactionActionType.Delete, new TableEntity("p", "deleted"), ETag.All),
        ])).Value;

        var rows = table.Client.Query<TableEntity>().ToDictionary(entity => entity.RowKey);
        Assert.Equal(["added", "merged", "replaced"], rows.Keys.Order());
        Assert.Equal((1, 2, false), (rows["merged"]["A"], rows["merged"]["B"], rows["replaced"].ContainsKey("A")));
        Assert.Equal([204, 204, 204, 204], answers.Select(answer => answer.Status));
        Assert.Equal(rows["added"].ETag, answers[0].Headers.ETag);
        Assert.Equal(rows["merged"].ETag, answers[1].Headers.ETag);
    }

    [Theory, Accounts]
    public async Task A_hundred_actions_are_taken(string account)
    {
        await using var table = await Account.TableAsync(account);

        await table.Client.SubmitTransactionAsync(Enumerable.Range(0, 100).Select(i => Add($"{i:D3}")));

        Assert.Equal(100, table.Client.Query<TableEntity>().Count());
    }

    [Theory, Accounts]
    public async Task None_takes_effect_when_one_is_refused_and_the_refusal_tells_which(string account)
    {
        await using var table = await Account.TableAsync(account);
        await table.Client.AddEntityAsync(new TableEntity("p", "taken"));

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => table.Client.SubmitTransactionAsync([Add("first"), Add("second"), Add("taken"), Add("last")]));

        Assert.Equal((409, "EntityAlreadyExists", 2), (refused.Status, refused.ErrorCode, refused.FailedTransactionActionIndex));
        Assert.Equal("taken", Assert.Single(table.Client.Query<TableEntity>()).RowKey);
    }

    [Theory, Accounts]
    public async Task A_stale_tag_refuses_it(string account)
    {
        await using var table = await Account.TableAsync(account);
        var stale = (await table.Client.AddEntityAsync(new TableEntity("p", "head"))).Headers.ETag!.Value;
        await table.Client.UpsertEntityAsync(new TableEntity("p", "head") { ["Seq"] = 1 });

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(() => table.Client.SubmitTransactionAsync(
            [Add("entry"), new(TableTransactionActionType.UpdateReplace, new TableEntity("p", "head") { ["Seq"] = 2 }, stale)]));

        Assert.Equal((412, "UpdateConditionNotSatisfied", 1), (refused.Status, refused.ErrorCode, refused.FailedTransactionActionIndex));
        Assert.Equal(1, Assert.Single(table.Client.Query<TableEntity>())["Seq"]);
    }

    [Theory, Accounts]
    public async Task A_row_that_it_names_twice_refuses_it(string account)
    {
        await using var table = await Account.TableAsync(account);

        var refused = await Assert.ThrowsAnyAsync<RequestFailedException>(
            () => table.Client.SubmitTransactionAsync([Add("once"), Add("twice"), Add("twice")]));

        Assert.Equal((400, "InvalidDuplicateRow"), (refused.Status, refused.ErrorCode));
        Assert.Empty(table.Client.Query<TableEntity>());
    }

    [Theory, Accounts(AzuriteDiffers = "It takes rows of two partitions.")]
    public async Task A_second_partition_refuses_it(string account)
    {
        await using var table = await Account.TableAsync(account);

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => table.Client.SubmitTransactionAsync([Add("r", "p"), Add("r", "q")]));

        Assert.Equal((400, "CommandsInBatchActOnDifferentPartitions"), (refused.Status, refused.ErrorCode));
        Assert.Empty(table.Client.Query<TableEntity>());
    }

    [Theory, Accounts(AzuriteDiffers = "Its answer can't be parsed by the client.")]
    public async Task More_than_a_hundred_actions_are_refused(string account)
    {
        await using var table = await Account.TableAsync(account);

        var refused = await Assert.ThrowsAsync<TableTransactionFailedException>(
            () => table.Client.SubmitTransactionAsync(Enumerable.Range(0, 101).Select(i => Add($"{i}"))));

        Assert.Equal((400, "InvalidInput"), (refused.Status, refused.ErrorCode));
        Assert.Empty(table.Client.Query<TableEntity>());
    }
}
