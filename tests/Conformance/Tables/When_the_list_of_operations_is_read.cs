using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Messaging.Tables;

namespace Messaging.Conformance.Tables;

public sealed partial class When_the_list_of_operations_is_read
{
    const string Batch = """
        --b
        Content-Type: multipart/mixed; boundary=c

        --c
        Content-Type: application/http
        Content-Transfer-Encoding: binary

        POST http://localhost/devstoreaccount1/listed HTTP/1.1
        Content-Type: application/json

        {"PartitionKey":"p","RowKey":"in the batch"}
        --c--
        --b--

        """;

    public static IEnumerable<object[]> Requests => Rows().Select(row => (object[])[row[1].Value, row[2].Value, row[3].Value]);

    [Fact]
    public void It_holds_requests() => Assert.InRange(Rows().Count(), 16, 100);

    [Theory, MemberData(nameof(Requests))]
    public async Task Each_is_answered_as_it_says(string method, string resource, string state)
    {
        await using var server = await TableServer.StartAsync(new() { Port = 0 });
        var table = new TableClient(server.ConnectionString, "listed");
        await table.CreateAsync();
        await table.AddEntityAsync(new TableEntity("{p}", "{r}"));
        using var raw = new RawRequests(server.ConnectionString);

        var (status, _, code) = await raw.SendAsync(
            method, resource.Replace("{table}", "listed"), Body(method, resource), "application/json", IfMatch(method), Type(resource));

        if (state.StartsWith("done", StringComparison.Ordinal))
            Assert.InRange(status, 200, 299);
        else
            Assert.StartsWith($"refused: {status} `{code}`", state);
    }

    static IEnumerable<(string Name, string Value)> IfMatch(string method) => method == "DELETE" ? [("If-Match", "*")] : [];

    static string Type(string resource) => resource == "$batch" ? "multipart/mixed; boundary=b" : "application/json";

    static string? Body(string method, string resource) => (method, resource) switch
    {
        ("GET" or "DELETE", _) => null,
        (_, "Tables") => """{"TableName":"another"}""",
        (_, "$batch") => Batch.ReplaceLineEndings("\r\n"),
        _ => """{"PartitionKey":"p","RowKey":"r"}""",
    };

    static IEnumerable<GroupCollection> Rows() => File.ReadLines(Readme()).Select(line => Row().Match(line)).Where(row => row.Success).Select(row => row.Groups);

    static string Readme()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Messaging.Functions.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "infra/Tables/README.md");
    }

    [GeneratedRegex(@"^\| `([A-Z]+) /([^`]*)` \| (.+) \|$")]
    private static partial Regex Row();
}
