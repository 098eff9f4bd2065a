namespace Messaging.Conformance.SignalR;

public sealed class When_a_connection_is_closed : IAsyncLifetime
{
    ServerlessApp app = null!;

    public async Task InitializeAsync() => app = await ServerlessApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task The_client_learns_the_reason_and_the_connection_is_gone()
    {
        var client = await app.ConnectAsync("alice");

        Assert.Equal(200, await StatusAsync(HttpMethod.Delete, $"/connections/{client.Id}?reason=goodbye"));

        Assert.Contains("goodbye", (await client.ClosedAsync())!.Message);
        Assert.Equal(404, await StatusAsync(HttpMethod.Head, $"/connections/{client.Id}"));
        Assert.Equal(404, await StatusAsync(HttpMethod.Delete, $"/connections/{client.Id}"));
    }

    [Fact]
    public async Task All_of_a_user_but_the_excluded_are_closed()
    {
        var closed = await app.ConnectAsync("alice");
        var excluded = await app.ConnectAsync("alice");
        var other = await app.ConnectAsync("bob");

        Assert.Equal(204, await StatusAsync(HttpMethod.Post, $"/users/alice/:closeConnections?reason=enough&excluded={excluded.Id}"));

        await closed.ClosedAsync();
        await app.SendAsync("/:send", "greet", "still here");
        Assert.Equal("still here", await excluded.NextAsync());
        Assert.Equal("still here", await other.NextAsync());
    }

    [Fact]
    public async Task All_of_a_group_are_closed_and_then_all_of_the_hub()
    {
        var member = await app.ConnectAsync();
        var stranger = await app.ConnectAsync();
        await StatusAsync(HttpMethod.Put, $"/groups/leavers/connections/{member.Id}");

        Assert.Equal(204, await StatusAsync(HttpMethod.Post, "/groups/leavers/:closeConnections"));
        await member.ClosedAsync();
        Assert.Equal(200, await StatusAsync(HttpMethod.Head, $"/connections/{stranger.Id}"));

        Assert.Equal(204, await StatusAsync(HttpMethod.Post, "/:closeConnections"));
        await stranger.ClosedAsync();
    }

    async Task<int> StatusAsync(HttpMethod method, string path)
    {
        using var answer = await app.CallAsync(method, path);
        return (int)answer.StatusCode;
    }
}
