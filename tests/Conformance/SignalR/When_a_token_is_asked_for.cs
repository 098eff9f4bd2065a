using System.Net.Http.Json;
using System.Text.Json;

namespace Messaging.Conformance.SignalR;

public sealed class When_a_token_is_asked_for : IAsyncLifetime
{
    ServerlessApp app = null!;

    public async Task InitializeAsync() => app = await ServerlessApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task It_lets_its_user_in()
    {
        using var answer = await app.CallAsync(HttpMethod.Post, "/:generateToken?userId=alice&minutesToExpire=5");
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        await using var client = await TestClient.ConnectAsync($"{app.Endpoint}/client/?hub={app.Hub}", token, new());

        await app.SendAsync("/users/alice/:send", "greet", "hello alice");

        Assert.Equal("hello alice", await client.NextAsync());
    }

    [Fact]
    public async Task Less_than_a_minute_is_refused()
    {
        using var answer = await app.CallAsync(HttpMethod.Post, "/:generateToken?minutesToExpire=0");

        Assert.Equal(400, (int)answer.StatusCode);
    }
}
