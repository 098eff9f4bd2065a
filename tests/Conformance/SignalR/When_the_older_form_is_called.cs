namespace Messaging.Conformance.SignalR;

public sealed class When_the_older_form_is_called : IAsyncLifetime
{
    ServerlessApp app = null!;

    public async Task InitializeAsync() => app = await ServerlessApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData("PUT", "users/alice/groups/readers", 202)]
    [InlineData("PUT", "groups/readers/users/alice", 202)]
    [InlineData("DELETE", "users/alice/groups/readers", 202)]
    [InlineData("DELETE", "groups/readers/users/alice", 202)]
    [InlineData("DELETE", "users/alice/groups", 200)]
    [InlineData("GET", "users/alice", 404)]
    public async Task It_answers_with_its_own_codes(string method, string path, int status)
    {
        using var answer = await app.RawAsync(new HttpMethod(method), $"/api/v1/hubs/{app.Hub}/{path}");

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_group_that_users_have_joined_gets_messages()
    {
        var client = await app.ConnectAsync("alice");
        (await app.RawAsync(HttpMethod.Put, $"/api/v1/hubs/{app.Hub}/groups/readers/users/alice")).Dispose();

        using var sent = await app.RawAsync(HttpMethod.Post, $"/api/v1/hubs/{app.Hub}/groups/readers", Some.Message("greet", "hello"));

        Assert.Equal("hello", await client.NextAsync());
    }

    [Fact]
    public async Task An_application_has_hubs_of_its_own()
    {
        var client = await app.ConnectAsync("alice");
        using var elsewhere = await app.RawAsync(HttpMethod.Post, $"/api/v1/hubs/{app.Hub}?application=shop", Some.Message("greet", "shop"));
        using var here = await app.RawAsync(HttpMethod.Post, $"/api/v1/hubs/{app.Hub}", Some.Message("greet", "here"));

        Assert.Equal("here", await client.NextAsync());
    }
}
