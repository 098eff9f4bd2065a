using Azure;
using Azure.Data.Tables;

namespace Messaging.Conformance.Tables;

public sealed class When_entities_are_filtered : IAsyncLifetime
{
    static readonly Guid SomeGuid = Guid.Parse("11111111-2222-3333-4444-555555555555");
    static readonly DateTimeOffset Noon = new(2024, 2, 29, 12, 0, 0, TimeSpan.Zero);

    readonly Dictionary<string, TestTable> tables = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var table in tables.Values)
            await table.DisposeAsync();
    }

    [Theory]
    [InlineAccounts("S eq 's1'", "1")]
    [InlineAccounts("S ne 's1'", "0,2,3,4")]
    [InlineAccounts("S gt 's1' and S le 's3'", "2,3")]
    [InlineAccounts("'s1' lt S", "2,3,4")]
    [InlineAccounts("I eq 2", "2")]
    [InlineAccounts("I ge -1 and I lt 2", "0,1")]
    [InlineAccounts("L eq 3000000000L", "3")]
    [InlineAccounts("L gt 2000000000L", "3,4")]
    [InlineAccounts("D eq 2.5", "2")]
    [InlineAccounts("B eq true", "0,2,4")]
    [InlineAccounts("B", "0,2,4")]
    [InlineAccounts("not (B eq true)", "1,3")]
    [InlineAccounts("G eq guid'11111111-2222-3333-4444-555555555555'", "3")]
    [InlineAccounts("T eq datetime'2024-02-29T14:00:00Z'", "2")]
    [InlineAccounts("T lt datetime'2024-02-29T13:00:00.5Z'", "0,1")]
    [InlineAccounts("X eq X'02FF'", "2")]
    [InlineAccounts("X eq binary'02ff'", "2")]
    [InlineAccounts("Quote eq 'it''s'", "4")]
    [InlineAccounts("(I eq 1 or I eq 2) and not (S eq 's2')", "1")]
    [InlineAccounts("I eq 1 or I eq 2 and S eq 's3'", "1")]
    [InlineAccounts("PartitionKey eq 'p' and RowKey gt '1' and RowKey lt '4'", "2,3")]
    [InlineAccounts("PartitionKey eq 'p' and RowKey ge '1' and RowKey le '4' and B eq true", "2,4")]
    [InlineAccounts("RowKey eq '3'", "3")]
    [InlineAccounts("RowKey ne '3'", "0,1,2,4")]
    [InlineAccounts("PartitionKey eq 'q'", "")]
    [InlineAccounts("PartitionKey ge 'p' and PartitionKey lt 'q' and RowKey gt '2'", "3,4")]
    [InlineAccounts("(PartitionKey eq 'p' and RowKey eq '1') or (PartitionKey eq 'p' and RowKey eq '4')", "1,4")]
    [InlineAccounts("Absent eq 'x'", "")]
    [InlineAccounts("not (Absent eq 'x')", "0,1,2,3,4")]
    [InlineAccounts("S eq 1", "")]
    [InlineAccounts("S eq ''", "")]
    public async Task Those_that_match_come(string account, string filter, string rows) =>
        Assert.Equal(rows, await RowsAsync(account, filter));

    [Theory, Accounts(AzuriteDiffers = "It compares only numbers of one type.")]
    public async Task Numbers_compare_across_their_types(string account)
    {
        Assert.Equal("2", await RowsAsync(account, "L eq 2000000000"));
        Assert.Equal("2", await RowsAsync(account, "I eq 2L"));
        Assert.Equal("2", await RowsAsync(account, "I eq 2.0"));
        Assert.Equal("2,3,4", await RowsAsync(account, "D gt 2"));
        Assert.Equal("1", await RowsAsync(account, "D eq 1.5E0"));
    }

    [Theory]
    [InlineAccounts("S eq 's1' and")]
    [InlineAccounts("(S eq 's1'")]
    [InlineAccounts("startswith(S,'s')")]
    public async Task One_that_is_malformed_is_refused(string account, string filter)
    {
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => RowsAsync(account, filter));

        Assert.Equal((400, "InvalidInput"), (refused.Status, refused.ErrorCode));
    }

    async Task<string> RowsAsync(string account, string filter)
    {
        if (!tables.TryGetValue(account, out var table))
        {
            tables[account] = table = await Account.TableAsync(account);
            for (var i = 0; i < 5; i++)
                await table.Client.AddEntityAsync(Row(i));
        }
        var rows = new List<string>();
        await foreach (var entity in table.Client.QueryAsync<TableEntity>(filter))
            rows.Add(entity.RowKey);
        return string.Join(",", rows);
    }

    static TableEntity Row(int i) => new("p", $"{i}")
    {
        ["S"] = $"s{i}",
        ["I"] = i == 0 ? -1 : i,
        ["L"] = i * 1_000_000_000L,
        ["D"] = i + 0.5,
        ["B"] = i % 2 == 0,
        ["G"] = i == 3 ? SomeGuid : Guid.Empty,
        ["T"] = Noon.AddHours(i),
        ["X"] = new byte[] { (byte)i, 0xFF },
        ["Quote"] = i == 4 ? "it's" : "\"S\":\"s1\"",
    };
}
