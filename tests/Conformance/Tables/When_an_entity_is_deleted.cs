using Azure;
using Azure.Data.Tables;

namespace Messaging.Conformance.Tables;

public sealed class When_an_entity_is_deleted
{
    [Theory, Accounts]
    public async Task It_is_gone(string account)
    {
        await using var table = await Account.TableAsync(account);
        await table.Client.AddEntityAsync(new TableEntity("p", "r"));

        await table.Client.DeleteEntityAsync("p", "r");

        var read = await table.Client.GetEntityIfExistsAsync<TableEntity>("p", "r");
        Assert.False(read.HasValue);
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.Client.GetEntityAsync<TableEntity>("p", "r"));
        Assert.Equal((404, "ResourceNotFound"), (refused.Status, refused.ErrorCode));
    }

    [Theory, Accounts]
    public async Task Its_tag_must_match_when_one_is_given(string account)
    {
        await using var table = await Account.TableAsync(account);
        var stale = (await table.Client.AddEntityAsync(new TableEntity("p", "r"))).Headers.ETag!.Value;
        var tag = (await table.Client.UpsertEntityAsync(new TableEntity("p", "r") { ["A"] = 1 })).Headers.ETag!.Value;

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.Client.DeleteEntityAsync("p", "r", stale));

        Assert.Equal((412, "UpdateConditionNotSatisfied"), (refused.Status, refused.ErrorCode));
        Assert.Equal(204, (await table.Client.DeleteEntityAsync("p", "r", tag)).Status);
    }

    [Theory, Accounts]
    public async Task One_that_is_not_there_answers_404(string account)
    {
        await using var table = await Account.TableAsync(account);

        Assert.Equal(404, (await table.Client.DeleteEntityAsync("p", "r")).Status);
    }
}
