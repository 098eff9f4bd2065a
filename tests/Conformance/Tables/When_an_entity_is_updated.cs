using Azure;
using Azure.Data.Tables;

namespace Messaging.Conformance.Tables;

public sealed class When_an_entity_is_updated
{
    [Theory, Accounts]
    public async Task Merging_keeps_what_it_does_not_name(string account)
    {
        await using var table = await Account.TableAsync(account);
        await table.Client.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 5L, ["C"] = "c" });

        await table.Client.UpdateEntityAsync(new TableEntity("p", "r") { ["B"] = "now text", ["D"] = 2.0 }, ETag.All, TableUpdateMode.Merge);

        var read = (await table.Client.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal((1, "now text", "c", 2.0), (read["A"], read["B"], read["C"], read["D"]));
    }

    [Theory, Accounts]
    public async Task Replacing_removes_what_it_does_not_name(string account)
    {
        await using var table = await Account.TableAsync(account);
        await table.Client.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1, ["B"] = 2 });

        await table.Client.UpdateEntityAsync(new TableEntity("p", "r") { ["B"] = 3 }, ETag.All, TableUpdateMode.Replace);

        var read = (await table.Client.GetEntityAsync<TableEntity>("p", "r")).Value;
        Assert.Equal(3, read["B"]);
        Assert.False(read.ContainsKey("A"));
    }

    [Theory, Accounts]
    public async Task An_upsert_creates_what_is_not_there(string account)
    {
        await using var table = await Account.TableAsync(account);

        await table.Client.UpsertEntityAsync(new TableEntity("p", "merged") { ["A"] = 1 }, TableUpdateMode.Merge);
        await table.Client.UpsertEntityAsync(new TableEntity("p", "replaced") { ["A"] = 1 }, TableUpdateMode.Replace);

        Assert.Equal(["merged", "replaced"], table.Client.Query<TableEntity>(e => e.PartitionKey == "p").Select(e => e.RowKey));
    }

    [Theory, Accounts]
    public async Task Each_update_gives_a_new_tag_and_the_old_one_no_longer_matches(string account)
    {
        await using var table = await Account.TableAsync(account);
        var first = (await table.Client.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;

        var second = (await table.Client.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 1 }, first)).Headers.ETag!.Value;
        var refused = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.Client.UpdateEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }, first));

        Assert.NotEqual(first, second);
        Assert.Equal((412, "UpdateConditionNotSatisfied"), (refused.Status, refused.ErrorCode));
        Assert.Equal(1, (await table.Client.GetEntityAsync<TableEntity>("p", "r")).Value["A"]);
    }

    [Theory, Accounts]
    public async Task One_that_is_not_there_is_refused_whatever_the_tag(string account)
    {
        await using var table = await Account.TableAsync(account);
        var stale = (await table.Client.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;
        await table.Client.DeleteEntityAsync("p", "r");

        foreach (var tag in new[] { ETag.All, stale })
        {
            var refused = await Assert.ThrowsAsync<RequestFailedException>(
                () => table.Client.UpdateEntityAsync(new TableEntity("p", "r"), tag));
            Assert.Equal((404, "ResourceNotFound"), (refused.Status, refused.ErrorCode));
        }
    }

    [Theory, Accounts]
    public async Task Writers_that_race_with_one_tag_get_one_winner(string account)
    {
        await using var table = await Account.TableAsync(account);
        var tag = (await table.Client.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 16).Select(async writer =>
        {
            try
            {
                await table.Client.UpdateEntityAsync(new TableEntity("p", "r") { ["Writer"] = writer }, tag, TableUpdateMode.Replace);
                return 204;
            }
            catch (RequestFailedException e)
            {
                return e.Status;
            }
        }));

        Assert.Single(outcomes, 204);
        Assert.Equal(15, outcomes.Count(status => status == 412));
    }
}
