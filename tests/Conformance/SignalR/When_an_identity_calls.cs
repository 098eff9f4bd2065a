using System.Net.Http.Json;
using System.Text.Json;
using Messaging.Identity;
using Messaging.SignalR;

namespace Messaging.Conformance.SignalR;

public sealed class When_an_identity_calls : IAsyncLifetime
{
    Issuer issuer = null!;
    ServerlessApp app = null!;

    string Path => $"/api/hubs/{app.Hub}/users/alice/:send?api-version=2022-06-01";

    public async Task InitializeAsync()
    {
        issuer = await Issuer.StartAsync(new() { Port = 0 });
        app = await ServerlessApp.StartAsync(new SignalRServerOptions { Authority = issuer.Authority });
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Fact]
    public async Task Its_token_for_the_service_is_taken()
    {
        using var sent = await app.RawAsync(HttpMethod.Post, Path, Some.Message("greet", "hello"), await TokenAsync("https://signalr.azure.com/.default"));

        Assert.Equal(202, (int)sent.StatusCode);
    }

    [Fact]
    public async Task Its_token_for_another_resource_is_refused()
    {
        using var sent = await app.RawAsync(HttpMethod.Post, Path, Some.Message("greet", "hello"), await TokenAsync("https://storage.azure.com/.default"));

        Assert.Equal(401, (int)sent.StatusCode);
    }

    [Fact]
    public async Task It_may_sign_clients_tokens_with_a_temporary_key()
    {
        var identity = await TokenAsync("https://signalr.azure.com/.default");
        using var answer = await app.RawAsync(HttpMethod.Get, "/api/auth/accessKey?api-version=2022-11-01", token: identity);
        var key = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("AccessKey").GetString();
        var token = app.Sign($"http://127.0.0.1/client/?hub={app.Hub}", new() { ["nameid"] = "alice" }, key);

        await using var client = await TestClient.ConnectAsync($"{app.Endpoint}/client/?hub={app.Hub}", token, new());
        await app.SendAsync("/users/alice/:send", "greet", "hello");

        Assert.Equal("hello", await client.NextAsync());
    }

    [Fact]
    public async Task Nobody_else_gets_a_temporary_key()
    {
        using var answer = await app.RawAsync(HttpMethod.Get, "/api/auth/accessKey?api-version=2022-11-01");

        Assert.Equal(401, (int)answer.StatusCode);
    }

    async Task<string> TokenAsync(string scope)
    {
        using var http = new HttpClient();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "some-app",
            ["scope"] = scope,
        });
        using var answer = await http.PostAsync(issuer.Authority + "/token", form);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }
}
