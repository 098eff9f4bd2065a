using Azure;
using Azure.Data.Tables;

namespace Messaging.Conformance.Tables;

public sealed class When_an_entity_is_inserted
{
    [Theory, Accounts]
    public async Task Every_type_of_property_comes_back_as_it_was(string account)
    {
        await using var table = await Account.TableAsync(account);
        var sent = new TableEntity("p", "r")
        {
            ["Text"] = "it's \"quoted\", 😀 \\ \n line",
            ["Empty"] = "",
            ["Small"] = -7,
            ["Large"] = 5_000_000_000L,
            ["Whole"] = 2.0,
            ["Fraction"] = -1.5e-300,
            ["Huge"] = 1e300,
            ["Yes"] = true,
            ["Guid"] = Guid.Parse("0AC3F2E1-0000-4000-8000-00000000ABCD"),
            ["Bytes"] = new byte[] { 0, 1, 254, 255 },
            ["Time"] = new DateTimeOffset(2024, 2, 29, 23, 59, 59, TimeSpan.Zero).AddTicks(1234567),
            ["Noon"] = new DateTimeOffset(2024, 2, 29, 12, 0, 0, TimeSpan.Zero),
        };

        await table.Client.AddEntityAsync(sent);
        var read = (await table.Client.GetEntityAsync<TableEntity>("p", "r")).Value;

        foreach (var (name, value) in sent.Where(property => property.Key is not "odata.etag"))
            Assert.Equal(value, read[name]);
    }

    [Theory, Accounts]
    public async Task Its_tag_is_the_one_that_reading_it_gives(string account)
    {
        await using var table = await Account.TableAsync(account);

        var tag = (await table.Client.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 })).Headers.ETag;
        var read = (await table.Client.GetEntityAsync<TableEntity>("p", "r")).Value;

        Assert.Equal(tag, read.ETag);
        Assert.NotNull(read.Timestamp);
    }

    [Theory, Accounts]
    public async Task A_second_one_with_its_keys_is_refused(string account)
    {
        await using var table = await Account.TableAsync(account);
        await table.Client.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1 });

        var refused = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.Client.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 2 }));

        Assert.Equal((409, "EntityAlreadyExists"), (refused.Status, refused.ErrorCode));
        Assert.Equal(1, (await table.Client.GetEntityAsync<TableEntity>("p", "r")).Value["A"]);
    }

    [Theory, Accounts]
    public async Task A_property_without_value_is_not_stored(string account)
    {
        await using var table = await Account.TableAsync(account);

        await table.Client.AddEntityAsync(new TableEntity("p", "r") { ["A"] = null, ["B"] = 1 });

        Assert.False((await table.Client.GetEntityAsync<TableEntity>("p", "r")).Value.ContainsKey("A"));
    }

    [Theory, Accounts]
    public async Task A_table_that_is_not_there_is_named_in_the_refusal(string account)
    {
        var client = (await Account.ServiceAsync(account)).GetTableClient("absent" + Guid.NewGuid().ToString("N"));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => client.AddEntityAsync(new TableEntity("p", "r")));

        Assert.Equal((404, "TableNotFound"), (refused.Status, refused.ErrorCode));
    }
}
