using Azure;
using Azure.Data.Tables;

namespace Messaging.Conformance.Tables;

public sealed class When_tables_come_and_go
{
    static string NewName() => "t" + Guid.NewGuid().ToString("N");

    [Theory, Accounts]
    public async Task One_that_is_created_is_listed_under_the_name_it_was_given(string account)
    {
        var service = await Account.ServiceAsync(account);
        var name = "Mixed" + NewName();

        await service.CreateTableAsync(name);

        Assert.Equal(name, Assert.Single(service.Query($"TableName eq '{name}'")).Name);
        await service.DeleteTableAsync(name);
        Assert.Empty(service.Query($"TableName eq '{name}'"));
    }

    [Theory, Accounts]
    public async Task A_second_one_of_that_name_is_refused(string account)
    {
        var service = await Account.ServiceAsync(account);
        var name = NewName();
        await service.CreateTableAsync(name);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => service.CreateTableAsync(name));

        Assert.Equal((409, "TableAlreadyExists"), (refused.Status, refused.ErrorCode));
        await service.CreateTableIfNotExistsAsync(name);
        await service.DeleteTableAsync(name);
    }

    [Theory, Accounts]
    public async Task Its_name_matches_without_regard_to_case(string account)
    {
        await using var table = await Account.TableAsync(account);
        var shouting = (await Account.ServiceAsync(account)).GetTableClient(table.Client.Name.ToUpperInvariant());

        await shouting.AddEntityAsync(new TableEntity("p", "r"));

        Assert.Single(table.Client.Query<TableEntity>());
    }

    [Theory, Accounts]
    public async Task Deleting_one_that_is_not_there_answers_404(string account)
    {
        var service = await Account.ServiceAsync(account);

        Assert.Equal(404, (await service.DeleteTableAsync(NewName())).Status);
    }

    [Theory]
    [InlineAccounts("ab")]
    [InlineAccounts("1abc")]
    [InlineAccounts("with-dash")]
    public async Task A_name_that_the_service_does_not_allow_is_refused(string account, string name)
    {
        var service = await Account.ServiceAsync(account);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => service.CreateTableAsync(name));

        Assert.Equal(400, refused.Status);
    }

    [Theory, Accounts]
    public async Task A_long_list_comes_in_pages(string account)
    {
        var service = await Account.ServiceAsync(account);
        var prefix = NewName();
        for (var i = 0; i < 5; i++)
            await service.CreateTableAsync($"{prefix}{i}");

        var pages = service.Query($"TableName ge '{prefix}' and TableName lt '{prefix}9'", maxPerPage: 2).AsPages().ToList();

        Assert.Equal([2, 2, 1], pages.Select(page => page.Values.Count).Where(count => count > 0));
        for (var i = 0; i < 5; i++)
            await service.DeleteTableAsync($"{prefix}{i}");
    }

    [Theory, Accounts(ServiceDiffers = "It refuses the name for up to 40 seconds.")]
    public async Task A_new_one_of_a_deleted_name_is_empty(string account)
    {
        var service = await Account.ServiceAsync(account);
        var table = service.GetTableClient(NewName());
        await table.CreateAsync();
        for (var batch = 0; batch < 12; batch++)
            await table.SubmitTransactionAsync(Enumerable.Range(0, 100).Select(
                i => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity("p", $"{batch}-{i}"))));

        await table.DeleteAsync();
        await table.CreateAsync();

        Assert.Empty(table.Query<TableEntity>());
        await table.DeleteAsync();
    }
}
