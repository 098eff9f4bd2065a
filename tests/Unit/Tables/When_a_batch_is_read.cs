using System.Text;
using Messaging.Tables;
using Messaging.Tables.Http;

namespace Messaging.Unit.Tables;

/// <summary>The two forms are those of the .NET and the JavaScript client.</summary>
public sealed class When_a_batch_is_read
{
    const string DotNet = """
        --batch_1
        Content-Type: multipart/mixed; boundary=changeset_2

        --changeset_2
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        POST http://127.0.0.1/acct/x?$format=application%2Fjson HTTP/1.1
        Host: 127.0.0.1
        Prefer: return-no-content

        {"PartitionKey":"p","RowKey":"1"}
        --changeset_2
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        DELETE http://127.0.0.1/acct/x(PartitionKey='p',RowKey='2') HTTP/1.1
        If-Match: *


        --changeset_2--

        --batch_1--

        """;

    const string JavaScript = """
        --batch_1
        content-type: multipart/mixed; boundary=changeset_2


        --changeset_2
        content-type: application/http
        content-transfer-encoding: binary

        POST http://127.0.0.1/acct/x HTTP/1.1
        accept: application/json


        {"PartitionKey":"p","RowKey":"1"}
        --changeset_2
        content-type: application/http
        content-transfer-encoding: binary

        DELETE http://127.0.0.1/acct/x(PartitionKey='p',RowKey='2') HTTP/1.1
        if-match: *


        --changeset_2--
        --batch_1--
        """;

    static Task<List<EntityCommand>> ReadAsync(string text, string boundary = "batch_1") => BatchReader.ReadAsync(
        $"multipart/mixed; boundary={boundary}", new MemoryStream(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"))));

    [Theory]
    [InlineData(DotNet)]
    [InlineData(JavaScript)]
    public async Task Its_commands_come_in_order(string text)
    {
        var commands = await ReadAsync(text);

        var writes = commands.Select(command => command.ToWrite()).ToList();
        Assert.Equal([("Insert", "1", null), ("Delete", "2", "*")], writes.Select(write => (write.Kind.ToString(), write.Key.RowKey, write.IfMatch)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("--batch_1\n\n--batch_1--")]
    [InlineData("--batch_1\nContent-Type: multipart/mixed\n\n--batch_1--")]
    [InlineData("--batch_1\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nnonsense\n--c--\n--batch_1--")]
    [InlineData("--batch_1\nContent-Type: multipart/mixed; boundary=c\n\n--c\n\nPOST")]
    public async Task One_that_is_malformed_is_refused(string text)
    {
        var refused = await Assert.ThrowsAsync<RequestRefused>(() => ReadAsync(text));

        Assert.InRange(refused.Error.Status, 400, 501);
    }
}
