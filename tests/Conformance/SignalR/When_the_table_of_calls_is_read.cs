namespace Messaging.Conformance.SignalR;

public sealed class When_the_table_of_calls_is_read : IAsyncLifetime
{
    ServerlessApp app = null!;

    public static TheoryData<string, string> Calls
    {
        get
        {
            var rows = File.ReadLines(Path.Combine(Root(), "infra/SignalR/README.md"))
                .Select(line => line.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                .Where(cells => cells is [var call, var state] && call.Contains(" /") && !call.Contains(" /api/") && state.StartsWith("done"))
                .Select(cells => cells[0].Split(' '));
            var calls = new TheoryData<string, string>();
            foreach (var row in rows) calls.Add(row[0], row[1]);
            return calls;
        }
    }

    public async Task InitializeAsync() => app = await ServerlessApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Each_that_is_done_is_known(string method, string path)
    {
        using var answer = await app.CallAsync(new HttpMethod(method), path.Replace("{", "").Replace("}", ""));

        Assert.DoesNotContain("Error.Request.NotFound", answer.Headers.TryGetValues("x-ms-error-code", out var codes) ? codes : []);
        Assert.InRange((int)answer.StatusCode, 200, 404);
    }

    [Fact]
    public async Task Server_connections_are_refused_by_name()
    {
        using var answer = await app.RawAsync(HttpMethod.Post, $"/server/negotiate?hub={app.Hub}");

        Assert.Equal(501, (int)answer.StatusCode);
        Assert.Contains("Serverless", await answer.Content.ReadAsStringAsync());
    }

    static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Messaging.Functions.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
