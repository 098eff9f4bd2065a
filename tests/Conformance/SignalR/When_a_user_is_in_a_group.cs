using Messaging.SignalR;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Conformance.SignalR;

public sealed class When_a_user_is_in_a_group : IAsyncLifetime
{
    readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
    readonly string data = Directory.CreateTempSubdirectory("signalr").FullName;
    ServerlessApp app = null!;

    public async Task InitializeAsync() => app = await ServerlessApp.StartAsync(new() { Data = data }, time);

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task It_gets_the_groups_messages_on_connections_made_before_and_after()
    {
        var before = await app.ConnectAsync("alice");
        await JoinAsync("alice", "readers", "?ttl=600");
        var after = await app.ConnectAsync("alice");

        await app.SendAsync("/groups/readers/:send", "greet", "hello");

        Assert.Equal("hello", await before.NextAsync());
        Assert.Equal("hello", await after.NextAsync());
    }

    [Fact]
    public async Task It_stays_over_a_reconnect_and_a_connection_does_not()
    {
        var first = await app.ConnectAsync("alice");
        await JoinAsync("alice", "users", "");
        using var joined = await app.CallAsync(HttpMethod.Put, $"/groups/connections/connections/{first.Id}");
        await first.DisposeAsync();
        var second = await app.ConnectAsync("alice");

        await app.SendAsync("/groups/connections/:send", "greet", "to the connection");
        await app.SendAsync("/groups/users/:send", "greet", "to the user");

        Assert.Equal("to the user", await second.NextAsync());
    }

    [Fact]
    public async Task It_is_out_when_the_ttl_is_over_unless_renewed()
    {
        var client = await app.ConnectAsync("alice");
        await JoinAsync("alice", "short", "?ttl=20");
        await JoinAsync("alice", "renewed", "?ttl=20");
        time.Advance(TimeSpan.FromSeconds(15));
        await JoinAsync("alice", "renewed", "?ttl=20");
        time.Advance(TimeSpan.FromSeconds(15));

        await app.SendAsync("/groups/short/:send", "greet", "too late");
        await app.SendAsync("/groups/renewed/:send", "greet", "in time");

        Assert.Equal("in time", await client.NextAsync());
        Assert.Equal(404, await StatusAsync("/users/alice/groups/short"));
        Assert.Equal(200, await StatusAsync("/users/alice/groups/renewed"));
    }

    [Fact]
    public async Task A_ttl_of_zero_is_for_the_present_connections_only()
    {
        var present = await app.ConnectAsync("alice");
        await JoinAsync("alice", "now", "?ttl=0");
        var later = await app.ConnectAsync("alice");

        await app.SendAsync("/groups/now/:send", "greet", "present");
        await app.SendAsync("/users/alice/:send", "greet", "all");

        Assert.Equal("present", await present.NextAsync());
        Assert.Equal("all", await later.NextAsync());
    }

    [Theory]
    [InlineData("/users/alice/groups/readers")]
    [InlineData("/users/alice/groups")]
    public async Task It_gets_nothing_after_leaving(string path)
    {
        var client = await app.ConnectAsync("alice");
        await JoinAsync("alice", "readers", "?ttl=600");

        using var left = await app.CallAsync(HttpMethod.Delete, path);
        await app.SendAsync("/groups/readers/:send", "greet", "readers");
        await app.SendAsync("/users/alice/:send", "greet", "alice");

        Assert.Equal(204, (int)left.StatusCode);
        Assert.Equal("alice", await client.NextAsync());
        Assert.Equal(404, await StatusAsync("/users/alice/groups/readers"));
    }

    [Fact]
    public async Task It_is_still_in_after_a_restart_of_the_service()
    {
        await JoinAsync("alice", "kept", "?ttl=600");
        await JoinAsync("alice", "left", "?ttl=600");
        (await app.CallAsync(HttpMethod.Delete, "/users/alice/groups/left")).Dispose();
        await app.Server.DisposeAsync();

        await using var server = await SignalRServer.StartAsync(new SignalRServerOptions { Port = 0, Data = data }, time: time);
        await using var again = new ServerlessApp(server, server.ConnectionString, app.Hub);
        var client = await again.ConnectAsync("alice");
        // The handshake is answered before the connection is in its groups.
        await UntilInGroupAsync(again, "kept");
        await again.SendAsync("/groups/left/:send", "greet", "left");
        await again.SendAsync("/groups/kept/:send", "greet", "kept");

        Assert.Equal("kept", await client.NextAsync());
    }

    async Task JoinAsync(string user, string group, string query)
    {
        using var joined = await app.CallAsync(HttpMethod.Put, $"/users/{user}/groups/{group}{query}");
        Assert.Equal(200, (int)joined.StatusCode);
    }

    static async Task UntilInGroupAsync(ServerlessApp app, string group)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var answer = await app.CallAsync(HttpMethod.Head, $"/groups/{group}");
            if (answer.IsSuccessStatusCode) return;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, deadline.Token);
        }
    }

    async Task<int> StatusAsync(string path)
    {
        using var answer = await app.CallAsync(HttpMethod.Head, path);
        return (int)answer.StatusCode;
    }
}
