using Azure;
using Azure.Data.Tables;

namespace Messaging.Conformance.Tables;

public sealed class When_an_entity_breaks_a_limit
{
    static TableEntity With(string name, object value) => new("p", "r") { [name] = value };

    static TableEntity WithProperties(int count)
    {
        var entity = new TableEntity("p", "r");
        for (var i = 0; i < count; i++)
            entity[$"P{i}"] = i;
        return entity;
    }

    /// <summary>16 strings of 32,000 characters count 1,024,000 bytes, 17 of them more than a MiB.</summary>
    static TableEntity WithTexts(int count)
    {
        var entity = new TableEntity("p", "r");
        for (var i = 0; i < count; i++)
            entity[$"P{i}"] = new string('x', 32_000);
        return entity;
    }

    [Theory, Accounts]
    public async Task The_largest_of_everything_is_taken(string account)
    {
        await using var table = await Account.TableAsync(account);

        await table.Client.UpsertEntityAsync(With("Text", new string('ü', 32 * 1024)));
        await table.Client.UpsertEntityAsync(With("Bytes", new byte[64 * 1024]));
        await table.Client.UpsertEntityAsync(WithProperties(250));
        await table.Client.UpsertEntityAsync(WithTexts(16), TableUpdateMode.Replace);
        await table.Client.AddEntityAsync(new TableEntity(new string('p', 512), new string('r', 512)));

        Assert.Equal(2, table.Client.Query<TableEntity>().Count());
    }

    [Theory, Accounts]
    public async Task A_text_or_binary_beyond_64_KiB_is_refused(string account)
    {
        await RefusesAsync(account, With("Text", new string('x', 32 * 1024 + 1)), "PropertyValueTooLarge");
        await RefusesAsync(account, With("Bytes", new byte[64 * 1024 + 1]), "PropertyValueTooLarge");
    }

    [Theory, Accounts(AzuriteDiffers = "It takes them.")]
    public async Task More_than_a_MiB_counted_as_UTF_16_is_refused(string account) =>
        await RefusesAsync(account, WithTexts(17), "EntityTooLarge");

    [Theory, Accounts(AzuriteDiffers = "It looks at what is sent only.")]
    public async Task A_merge_whose_sum_is_beyond_a_MiB_is_refused_and_changes_nothing(string account)
    {
        await using var table = await Account.TableAsync(account);
        await table.Client.AddEntityAsync(WithTexts(16));

        var refused = await Assert.ThrowsAsync<RequestFailedException>(
            () => table.Client.UpsertEntityAsync(With("More", new string('x', 32_000)), TableUpdateMode.Merge));

        Assert.Equal((400, "EntityTooLarge"), (refused.Status, refused.ErrorCode));
        Assert.False(table.Client.Query<TableEntity>().Single().ContainsKey("More"));
    }

    [Theory, Accounts(AzuriteDiffers = "It takes them.")]
    public async Task More_than_252_properties_are_refused(string account) =>
        await RefusesAsync(account, WithProperties(253), "TooManyProperties");

    [Theory, Accounts(AzuriteDiffers = "It takes them.")]
    public async Task A_property_name_that_is_too_long_or_no_identifier_is_refused(string account)
    {
        await RefusesAsync(account, With(new string('n', 256), 1), "PropertyNameTooLong");
        await RefusesAsync(account, With("with-dash", 1), "PropertyNameInvalid");
        await RefusesAsync(account, With("1st", 1), "PropertyNameInvalid");
    }

    [Theory, Accounts(AzuriteDiffers = "It takes it.")]
    public async Task A_time_before_1601_is_refused(string account) =>
        await RefusesAsync(account, With("T", new DateTimeOffset(1600, 12, 31, 0, 0, 0, TimeSpan.Zero)), "OutOfRangeInput");

    [Theory]
    [InlineAccounts("a/b")]
    [InlineAccounts("a\\b")]
    [InlineAccounts("a#b")]
    [InlineAccounts("a?b")]
    [InlineAccounts("a\tb")]
    public async Task A_key_with_a_forbidden_character_is_refused(string account, string key) =>
        await RefusesAsync(account, new TableEntity("p", key), account == Account.Azurite ? "InvalidInput" : "OutOfRangeInput");

    [Theory, Accounts(AzuriteDiffers = "It says InvalidInput.")]
    public async Task A_key_beyond_512_characters_is_refused(string account) =>
        await RefusesAsync(account, new TableEntity("p", new string('k', 513)), "KeyValueTooLarge");

    static async Task RefusesAsync(string account, TableEntity entity, string code)
    {
        await using var table = await Account.TableAsync(account);

        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => table.Client.AddEntityAsync(entity));

        Assert.Equal((400, code), (refused.Status, refused.ErrorCode));
        Assert.Empty(table.Client.Query<TableEntity>());
    }
}
