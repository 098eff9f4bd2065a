using System.Text.Json;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

public sealed class When_the_dashboard_is_asked_for
{
    static readonly string[] Path = ["PostMessages", "function PostMessages", "RouteCommands", "function RouteCommands", "DeliverFacts", "function DeliverFacts"];

    [Fact]
    public async Task It_shows_one_trace_from_HTTP_to_the_last_screen()
    {
        await using var world = await new RunningWorld(["--dashboard", "--log-level", "Information"]).StartAsync();
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{world.PortBase + 6}") };
        var users = await Some.UsersAsync(world, 2);
        using User alice = users[0], bob = users[1];
        var conversation = await alice.CreateAsync(bob);

        await alice.SayAsync(conversation, "hello");

        await Eventually.TrueAsync(async () => (await TracesAsync(http)).Any(IsWhole), "one trace holds the whole path");
    }

    static bool IsWhole(IEnumerable<string> spans) =>
        Path.All(spans.Contains) && spans.Any(span => span.EndsWith("/groups/{group}/:send", StringComparison.Ordinal));

    /// <summary>The names of each trace's spans.</summary>
    static async Task<IEnumerable<IEnumerable<string>>> TracesAsync(HttpClient http)
    {
        using var answer = JsonDocument.Parse(await http.GetStringAsync("/api/telemetry/traces"));
        return
        [
            .. from resource in answer.RootElement.GetProperty("data").GetProperty("resourceSpans").EnumerateArray()
               from scope in resource.GetProperty("scopeSpans").EnumerateArray()
               from span in scope.GetProperty("spans").EnumerateArray()
               group span.GetProperty("name").GetString()! by span.GetProperty("traceId").GetString() into trace
               select trace.ToList(),
        ];
    }
}
