namespace Messaging.Conformance.SignalR;

public sealed class When_someone_asks_who_is_there : IAsyncLifetime
{
    ServerlessApp app = null!;

    public async Task InitializeAsync() => app = await ServerlessApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData("/connections/none", "Warning.Connection.NotExisted")]
    [InlineData("/users/nobody", "Warning.User.NotExisted")]
    [InlineData("/groups/nothing", "Warning.Group.NotExisted")]
    [InlineData("/users/nobody/groups/nothing", "Info.User.NotInGroup")]
    public async Task Absence_is_a_404_with_the_code_that_the_SDK_reads(string path, string code)
    {
        foreach (var verb in new[] { HttpMethod.Head, HttpMethod.Get })
        {
            using var answer = await app.CallAsync(verb, path);

            Assert.Equal(404, (int)answer.StatusCode);
            Assert.Equal(code, Assert.Single(answer.Headers.GetValues("x-ms-error-code")));
        }
    }

    [Fact]
    public async Task Presence_is_a_200()
    {
        var client = await app.ConnectAsync("alice");
        await StatusAsync(HttpMethod.Put, "/users/alice/groups/readers");

        foreach (var path in new[] { $"/connections/{client.Id}", "/users/alice", "/groups/readers", "/users/alice/groups/readers" })
            Assert.Equal(200, await StatusAsync(HttpMethod.Head, path));
    }

    [Fact]
    public async Task A_user_is_there_until_the_last_connection_has_gone()
    {
        var one = await app.ConnectAsync("alice");
        var other = await app.ConnectAsync("alice");
        await one.DisposeAsync();
        await Some.EventuallyAsync(404, () => StatusAsync(HttpMethod.Head, $"/connections/{one.Id}"));
        Assert.Equal(200, await StatusAsync(HttpMethod.Head, "/users/alice"));

        await other.DisposeAsync();

        await Some.EventuallyAsync(404, () => StatusAsync(HttpMethod.Head, "/users/alice"));
    }

    [Fact]
    public async Task Joining_a_group_with_a_connection_that_has_gone_is_a_404()
    {
        using var answer = await app.CallAsync(HttpMethod.Put, "/groups/readers/connections/none");

        Assert.Equal(404, (int)answer.StatusCode);
        Assert.Equal("Error.Connection.NotExisted", Assert.Single(answer.Headers.GetValues("x-ms-error-code")));
    }

    [Fact]
    public async Task The_health_call_needs_no_token()
    {
        using var http = new HttpClient();
        using var answer = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, app.Endpoint + "/api/health"));

        Assert.Equal(200, (int)answer.StatusCode);
    }

    async Task<int> StatusAsync(HttpMethod method, string path)
    {
        using var answer = await app.CallAsync(method, path);
        return (int)answer.StatusCode;
    }
}
