using System.Text;
using Messaging.Tables;
using Messaging.Tables.Http;
using Messaging.Tables.Storage;

namespace Messaging.Unit.Tables;

public sealed class When_a_batch_is_answered
{
    static string[] Lines(BatchWriter writer) => Encoding.UTF8.GetString(writer.ToBytes()).Split("\r\n");

    [Fact]
    public void Success_holds_no_brace_whatever_the_key()
    {
        var writer = new BatchWriter("http://127.0.0.1/acct");

        writer.Succeeded(new(WriteKind.Insert, new("{p}", "it's {r}"), null, []), "x", 1);

        var lines = Lines(writer);
        Assert.DoesNotContain(lines, line => line.Contains('{') || line.Contains('\n'));
        Assert.Contains(lines, line => line.StartsWith("--changesetresponse_", StringComparison.Ordinal));
        Assert.Contains("HTTP/1.1 204 No Content", lines);
        Assert.Contains($"ETag: {ETag.Of(1)}", lines);
    }

    [Fact]
    public void A_failure_is_one_line_of_JSON()
    {
        var writer = new BatchWriter("http://127.0.0.1/acct");

        writer.Failed(TableError.EntityAlreadyExists, "1:It exists.\nRequestId:1\nTime:2");

        Assert.Equal(
            """{"odata.error":{"code":"EntityAlreadyExists","message":{"lang":"en-US","value":"1:It exists.\nRequestId:1\nTime:2"}}}""",
            Assert.Single(Lines(writer), line => line.Contains('{')));
    }
}
