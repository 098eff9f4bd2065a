namespace Messaging.Conformance.SignalR;

public sealed class When_a_token_is_wrong : IAsyncLifetime
{
    const string Secondary = "a-second-key-0123456789-0123456789-0123456789";
    const string Stranger = "a-strangers-key-0123456789-0123456789-012345";

    ServerlessApp app = null!;

    string Path => $"/api/hubs/{app.Hub}/:send";

    public async Task InitializeAsync() => app = await ServerlessApp.StartAsync(new() { SecondaryKey = Secondary });

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_call_for_another_address_is_refused() => Assert.Equal(401, await CallAsync(app.Sign($"http://127.0.0.1/api/hubs/{app.Hub}x/:send")));

    [Fact]
    public async Task A_call_signed_with_another_key_is_refused() => Assert.Equal(401, await CallAsync(app.Sign("http://127.0.0.1" + Path, key: Stranger)));

    [Fact]
    public async Task A_call_whose_token_is_over_is_refused() =>
        Assert.Equal(401, await CallAsync(app.Sign("http://127.0.0.1" + Path, expires: TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-10))));

    [Fact]
    public async Task A_call_with_something_else_for_a_token_is_refused() => Assert.Equal(401, await CallAsync("nonsense"));

    [Fact]
    public async Task The_secondary_key_is_as_good_as_the_first() => Assert.Equal(202, await CallAsync(app.Sign("http://127.0.0.1" + Path, key: Secondary)));

    [Fact]
    public async Task A_client_of_another_hub_is_refused()
    {
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => ConnectAsync(app.SignClient("alice", hub: "another")));

        Assert.Equal(401, (int)error.StatusCode!);
    }

    [Fact]
    public async Task A_client_without_a_token_is_refused()
    {
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => ConnectAsync(""));

        Assert.Equal(401, (int)error.StatusCode!);
    }

    [Fact]
    public async Task A_client_whose_token_was_signed_with_another_key_is_refused() =>
        await Assert.ThrowsAsync<HttpRequestException>(() => ConnectAsync(app.Sign($"http://127.0.0.1/client/?hub={app.Hub}", key: Stranger)));

    Task<TestClient> ConnectAsync(string token) => TestClient.ConnectAsync($"{app.Endpoint}/client/?hub={app.Hub}", token, new());

    async Task<int> CallAsync(string token)
    {
        using var answer = await app.RawAsync(HttpMethod.Post, Path + "?api-version=2022-06-01", Some.Message("greet", "hello"), token);
        return (int)answer.StatusCode;
    }
}
