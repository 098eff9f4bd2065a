using System.Text.RegularExpressions;
using Messaging.FunctionsHost;

namespace Messaging.Conformance.FunctionsHost;

public sealed partial class When_a_run_is_logged
{
    [Fact]
    public async Task Its_line_names_app_function_and_invocation()
    {
        using var logs = new RecordingLogs();
        await using var app = await FunctionApp.StartAsync(Sample.Options("Hello"), logs);
        using var client = app.Client();

        await client.GetStringAsync("api/Hello?name=Ann");

        await logs.Until("sample/Hello: Succeeded");
        Assert.Single(logs.Lines, line => Run().IsMatch(line));
    }

    [GeneratedRegex("^sample/Hello: Succeeded in [0-9]+ ms \\[[0-9a-f-]{36}\\]$")]
    private static partial Regex Run();
}
