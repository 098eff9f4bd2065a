using System.Text;
using Messaging.Tables;
using Messaging.Tables.Filters;
using Messaging.Tables.Storage;

namespace Messaging.Unit.Tables;

public sealed class When_a_filter_is_read
{
    static readonly byte[] Key = new EntityKey("p", "r").Encode();
    static readonly long Time = new DateTime(2024, 2, 29, 12, 0, 0, DateTimeKind.Utc).Ticks + 5_000_000;

    const string Bag = """
        {"S":"s","N":"\"S\":\"other\"","I":7,"L@odata.type":"Edm.Int64","L":"5000000000","D":2.0,"F@odata.type":"Edm.Double","F":"NaN",
        "T@odata.type":"Edm.DateTime","T":"2024-02-29T12:00:00Z","G@odata.type":"Edm.Guid","G":"11111111-2222-3333-4444-555555555555",
        "X@odata.type":"Edm.Binary","X":"AQL/","B":true,"E":"Edm.Guid","V":"11111111-2222-3333-4444-555555555555"}
        """;

    static bool Matches(string filter) =>
        FilterParser.Parse(filter)!.Matches(new(Key, Time, Encoding.UTF8.GetBytes(Bag.ReplaceLineEndings(""))));

    [Theory]
    [InlineData("S eq 's' or S eq 'x' and S eq 'y'")]
    [InlineData("not (S eq 'x') and not B eq false")]
    [InlineData("not not (S eq 's')")]
    [InlineData("S EQ 's'", false)]
    public void Words_bind_as_OData_says(string filter, bool expected = true)
    {
        if (expected)
            Assert.True(Matches(filter));
        else
            Assert.Throws<RequestRefused>(() => Matches(filter));
    }

    [Theory]
    [InlineData("I eq 7")]
    [InlineData("I eq 7L")]
    [InlineData("I lt 7.5")]
    [InlineData("7 eq I")]
    [InlineData("6 lt I")]
    [InlineData("L eq 5000000000")]
    [InlineData("L gt 1E3")]
    [InlineData("D eq 2")]
    [InlineData("D lt L")]
    [InlineData("T eq datetime'2024-02-29T12:00:00.0000000Z'")]
    [InlineData("T lt datetime'2024-02-29T12:00:00.1Z'")]
    [InlineData("T gt datetime'2024-02-29T11:59:59.9Z'")]
    [InlineData("G eq guid'11111111-2222-3333-4444-555555555555'")]
    [InlineData("X eq X'0102FF' and X eq binary'0102ff' and X gt X'0102'")]
    [InlineData("N eq '\"S\":\"other\"'")]
    [InlineData("PartitionKey eq 'p' and RowKey ne 'q'")]
    [InlineData("Timestamp gt datetime'2024-02-29T12:00:00Z'")]
    [InlineData("Timestamp eq datetime'2024-02-29T12:00:00.5Z'")]
    [InlineData("Absent eq null and S ne null")]
    public void A_true_one_matches(string filter) => Assert.True(Matches(filter));

    [Theory]
    [InlineData("Absent eq 'x'")]
    [InlineData("Absent ne 'x'")]
    [InlineData("S eq 7")]
    [InlineData("I ne '7'")]
    [InlineData("F eq F")]
    [InlineData("V eq guid'11111111-2222-3333-4444-555555555555'")]
    [InlineData("G eq '11111111-2222-3333-4444-555555555555'")]
    [InlineData("S")]
    [InlineData("S eq null")]
    public void A_false_one_does_not(string filter) => Assert.False(Matches(filter));

    [Theory]
    [InlineData("S eq")]
    [InlineData("eq 's'")]
    [InlineData("(S eq 's'")]
    [InlineData("S eq 's')")]
    [InlineData("S eq 's")]
    [InlineData("S eq 's' S eq 's'")]
    [InlineData("startswith(S,'s')")]
    [InlineData("I eq 1x")]
    [InlineData("T eq datetime'soon'")]
    [InlineData("X eq X'0'")]
    [InlineData("S lt null")]
    public void A_malformed_one_is_refused(string filter) =>
        Assert.Equal("InvalidInput", Assert.Throws<RequestRefused>(() => FilterParser.Parse(filter)).Error.Code);

    [Fact]
    public void One_nested_beyond_reason_is_refused() =>
        Assert.Throws<RequestRefused>(() => FilterParser.Parse(new string('(', 10_000) + "B" + new string(')', 10_000)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void An_empty_one_is_none(string? filter) => Assert.Null(FilterParser.Parse(filter));
}
