using System.Text.Json;
using System.Text.Json.Nodes;
using Messaging.EndToEnd.Clients;
using Messaging.EndToEnd.World;

namespace Messaging.EndToEnd;

public sealed class When_another_service_joins_by_contract
{
    [Fact]
    public Task The_bots_own_tests_pass() => NodeTests.PassAsync("samples", "node-bot");

    [Fact]
    public async Task A_bot_in_another_language_answers_in_the_conversation()
    {
        var config = Path.GetTempFileName();
        await File.WriteAllTextAsync(config, WithSubscription("bot", kind: "message"));
        await using var world = await new RunningWorld(["--config", config], new() { ["FanOut__Events"] = "true" }).StartAsync();
        var users = await Some.UsersAsync(world, 2);
        using User ann = users[0], robot = users[1];
        var conversation = await ann.CreateAsync(robot);
        await using var bot = new Bot(world.ServiceBus, robot.Id);
        await bot.ListensAsync();

        await ann.SayAsync(conversation, "Nobody answers this.");
        await ann.SayAsync(conversation, "/echo Grüße 👋");
        await ann.SayAsync(conversation, "/time");

        var log = await ann.HasAsync(conversation, entries => entries.Count(entry => entry.Sender == robot.Id) == 2, "two answers");
        var answers = log.Where(entry => entry.Sender == robot.Id).ToDictionary(entry => entry.ClientMessageId.Split('-')[^1], entry => entry.Text!);
        Assert.Equal("Grüße 👋", answers[$"{log.Single(entry => entry.Text?.StartsWith("/echo") == true).Seq}"]);
        Assert.True(DateTimeOffset.TryParse(answers[$"{log.Single(entry => entry.Text == "/time").Seq}"], out _));
        Assert.Equal(0, await bot.InterruptAsync());
        File.Delete(config);
    }

    /// <summary>What samples/node-bot/README.md says to add.</summary>
    static string WithSubscription(string name, string kind)
    {
        var path = Path.Combine(Repository.Root, "infra/Run/Config.json");
        var config = JsonNode.Parse(File.ReadAllText(path), documentOptions: new() { CommentHandling = JsonCommentHandling.Skip })!;
        var topic = config["UserConfig"]!["Namespaces"]![0]!["Topics"]![0]!;
        topic["Subscriptions"] = JsonNode.Parse($$$"""
            [{ "Name": "{{{name}}}", "Rules": [{ "Name": "kind", "Properties":
               { "FilterType": "Correlation", "CorrelationFilter": { "Properties": { "kind": "{{{kind}}}" } } } }] }]
            """);
        return config.ToJsonString();
    }
}
