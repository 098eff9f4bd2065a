using Messaging.Tables;
using Messaging.Tables.Http;
using Messaging.Tables.Storage;

namespace Messaging.Unit.Tables;

public sealed class When_a_target_is_parsed
{
    [Theory]
    [InlineData("/acct", "Service", "")]
    [InlineData("/acct/?restype=service&comp=properties", "Service", "")]
    [InlineData("/acct/Tables", "TableSet", "")]
    [InlineData("/acct/Tables('x')", "Table", "x")]
    [InlineData("/acct/Tables(%27x%27)", "Table", "x")]
    [InlineData("/acct/x", "EntitySet", "x")]
    [InlineData("/acct/x()?$top=1", "EntitySet", "x")]
    [InlineData("/acct/$batch", "Transaction", "")]
    [InlineData("http://127.0.0.1:1/acct/x", "EntitySet", "x")]
    public void It_names_a_resource(string raw, string kind, string table)
    {
        var target = RequestTarget.Parse(raw);

        Assert.Equal((kind, table, "acct"), (target.Kind.ToString(), target.Table, target.Account));
    }

    [Theory]
    [InlineData("x(PartitionKey='p',RowKey='r')", "p", "r")]
    [InlineData("x(RowKey='r',PartitionKey='p')", "p", "r")]
    [InlineData("x(PartitionKey='',RowKey='')", "", "")]
    [InlineData("x(PartitionKey='it''s',RowKey='%27%27%27%27')", "it's", "''")]
    [InlineData("x(PartitionKey='a%252Fb',RowKey='..')", "a%2Fb", "..")]
    [InlineData("x(PartitionKey='a%2Cb',RowKey='%28p%29')", "a,b", "(p)")]
    [InlineData("x(PartitionKey='a+b',RowKey='%F0%9F%98%80%20')", "a+b", "😀 ")]
    public void Its_keys_are_unescaped_once(string resource, string partition, string row) =>
        Assert.Equal(new EntityKey(partition, row), RequestTarget.Parse("/acct/" + resource).Key);

    [Theory]
    [InlineData("x(")]
    [InlineData("x(PartitionKey='p')")]
    [InlineData("x(PartitionKey='p',RowKey='r'")]
    [InlineData("x(PartitionKey='p' RowKey='r')")]
    [InlineData("x(PartitionKey=p,RowKey=r)")]
    [InlineData("x('p')")]
    [InlineData("Tables(x)")]
    public void One_that_is_malformed_is_refused(string resource) =>
        Assert.Equal("InvalidInput", Assert.Throws<RequestRefused>(() => RequestTarget.Parse("/acct/" + resource)).Error.Code);

    [Fact]
    public void Its_options_are_unescaped()
    {
        var target = RequestTarget.Parse("/acct/x()?$filter=A%20eq+'b%26c'&$select=a%2Cb&empty=");

        Assert.Equal(("A eq 'b&c'", "a,b", "", null), (target.Option("$filter"), target.Option("$select"), target.Option("empty"), target.Option("absent")));
    }
}
