namespace Messaging.Conformance.SignalR;

public sealed class When_commands_are_executed : IAsyncLifetime
{
    ServerlessApp app = null!;

    public async Task InitializeAsync() => app = await ServerlessApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task They_reach_the_connections_that_pass_the_filter()
    {
        var listener = await app.ConnectAsync("listener-1");
        var speaker = await app.ConnectAsync("speaker-1");

        await ExecuteAsync("startswith(userId, 'listener-')", Greet("listeners"), new { type = "JoinGroup", group = "audience" });
        await app.SendAsync("/groups/audience/:send", "greet", "audience");
        await app.SendAsync("/:send", "greet", "all");

        Assert.Equal("listeners", await listener.NextAsync());
        Assert.Equal("audience", await listener.NextAsync());
        Assert.Equal("all", await speaker.NextAsync());
    }

    [Fact]
    public async Task Without_a_filter_they_reach_all()
    {
        var one = await app.ConnectAsync("alice");
        var other = await app.ConnectAsync();

        await ExecuteAsync(null, Greet("all"));

        Assert.Equal("all", await one.NextAsync());
        Assert.Equal("all", await other.NextAsync());
    }

    [Fact]
    public async Task A_connection_can_be_told_goodbye_and_closed_in_one_go()
    {
        var member = await app.ConnectAsync("alice");
        await ExecuteAsync(null, new { type = "JoinGroup", group = "leavers" });

        await ExecuteAsync("'leavers' in groups", Greet("goodbye"), new { type = "CloseConnection", reason = "over" });

        Assert.Equal("goodbye", await member.NextAsync());
        Assert.Contains("over", (await member.ClosedAsync())!.Message);
    }

    [Fact]
    public async Task Leaving_a_group_is_one_too()
    {
        var client = await app.ConnectAsync("alice");
        await ExecuteAsync(null, new { type = "JoinGroup", group = "readers" });
        await ExecuteAsync("userId eq 'alice'", new { type = "LeaveGroup", group = "readers" });

        await app.SendAsync("/groups/readers/:send", "greet", "readers");
        await app.SendAsync("/:send", "greet", "all");

        Assert.Equal("all", await client.NextAsync());
    }

    [Theory]
    [InlineData("userId eq", "JoinGroup")]
    [InlineData("colour eq 'blue'", "JoinGroup")]
    [InlineData("", "Dance")]
    public async Task What_is_not_known_is_refused(string filter, string type)
    {
        using var answer = await app.CallAsync(
            HttpMethod.Post, $"/:execute?filter={Uri.EscapeDataString(filter)}", new object[] { new { type, group = "readers" } });

        Assert.Equal(400, (int)answer.StatusCode);
    }

    static object Greet(string text) => new { type = "SendMessage", message = new { target = "greet", arguments = new[] { text } } };

    async Task ExecuteAsync(string? filter, params object[] commands)
    {
        var query = filter is null ? "" : $"?filter={Uri.EscapeDataString(filter)}";
        using var answer = await app.CallAsync(HttpMethod.Post, $"/:execute{query}", commands);
        Assert.Equal(202, (int)answer.StatusCode);
    }
}
