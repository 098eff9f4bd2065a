using Azure.Data.Tables;
using Messaging.Tables;

namespace Messaging.Conformance.Tables;

/// <summary>What the two SDKs never send: other formats, old verbs, sizes beyond the limit, what the stand-in refuses by name.</summary>
public sealed class When_a_client_of_another_kind_asks : IAsyncLifetime
{
    TableServer server = null!;
    RawRequests raw = null!;

    public async Task InitializeAsync()
    {
        server = await TableServer.StartAsync(new() { Port = 0 });
        raw = new(server.ConnectionString);
        var table = new TableClient(server.ConnectionString, "raw");
        await table.CreateAsync();
        await table.AddEntityAsync(new TableEntity("p", "r") { ["A"] = 1L, ["B"] = "b" });
    }

    public async Task DisposeAsync()
    {
        raw.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Without_metadata_neither_tags_nor_types_come()
    {
        var (status, body, _) = await SendAsync("GET", "raw()?$select=A,RowKey", accept: "application/json;odata=nometadata");

        Assert.Equal((200, """{"value":[{"RowKey":"r","A":"1"}]}"""), (status, body));
    }

    [Theory]
    [InlineData("application/json;odata=fullmetadata")]
    [InlineData("application/atom+xml")]
    public async Task A_format_that_is_not_there_is_refused(string accept) =>
        Assert.Equal((415, "JsonFormatNotSupported"), await RefusalAsync("GET", "raw()", accept: accept));

    [Fact]
    public async Task An_insert_without_preference_answers_the_entity()
    {
        var (status, body, _) = await SendAsync("POST", "raw", """{"PartitionKey":"p","RowKey":"s","A":"5","A@odata.type":"Edm.Int64"}""");

        Assert.Equal(201, status);
        Assert.Contains("\"PartitionKey\":\"p\",\"RowKey\":\"s\",", body);
        Assert.EndsWith("\"A@odata.type\":\"Edm.Int64\",\"A\":\"5\"}", body);
    }

    [Fact]
    public async Task MERGE_is_taken_as_a_verb_and_as_a_header()
    {
        Assert.Equal(204, (await SendAsync("MERGE", "raw(PartitionKey='p',RowKey='r')", """{"C":1}""")).Status);
        Assert.Equal(204, (await SendAsync("POST", "raw(PartitionKey='p',RowKey='r')", """{"D":1}""", tunnelled: "MERGE")).Status);

        var (_, body, _) = await SendAsync("GET", "raw(PartitionKey='p',RowKey='r')");
        Assert.EndsWith("\"B\":\"b\",\"C\":1,\"D\":1}", body);
    }

    [Fact]
    public async Task A_body_beyond_4_MiB_is_refused() => Assert.Equal(
        (413, "RequestBodyTooLarge"), await RefusalAsync("POST", "raw", new string(' ', 4 * 1024 * 1024 + 1)));

    [Theory]
    [InlineData("PUT", "raw?comp=acl", 501, "NotImplemented")]
    [InlineData("PUT", "?restype=service&comp=properties", 501, "NotImplemented")]
    [InlineData("PUT", "raw", 405, "MethodNotAllowed")]
    [InlineData("GET", "raw(", 400, "InvalidInput")]
    [InlineData("GET", "raw()?$top=1001", 400, "InvalidInput")]
    [InlineData("GET", "raw()?NextPartitionKey=x", 400, "InvalidInput")]
    [InlineData("DELETE", "raw(PartitionKey='p',RowKey='r')", 400, "MissingRequiredHeader")]
    [InlineData("GET", "raw()?sv=2019-02-02&sig=x", 403, "AuthenticationFailed")]
    public async Task What_is_not_there_is_refused_by_name(string method, string resource, int status, string code) =>
        Assert.Equal((status, code), await RefusalAsync(method, resource));

    async Task<(int, string?)> RefusalAsync(string method, string resource, string? body = null, string accept = "application/json")
    {
        var (status, _, code) = await SendAsync(method, resource, body, accept);
        return (status, code);
    }

    Task<(int Status, string Body, string? Code)> SendAsync(
        string method, string resource, string? body = null, string accept = "application/json", string? tunnelled = null) =>
        raw.SendAsync(method, resource, body, accept, tunnelled is null ? [] : [("X-HTTP-Method", tunnelled)]);
}
