using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Messaging.SignalR;

namespace Messaging.Conformance.SignalR;

public sealed class When_a_client_comes_and_goes : IAsyncLifetime
{
    const string Secondary = "a-second-key-0123456789-0123456789-0123456789";

    UpstreamSink sink = null!;
    ServerlessApp app = null!;

    public async Task InitializeAsync()
    {
        sink = await UpstreamSink.StartAsync();
        app = await ServerlessApp.StartAsync(new()
        {
            SecondaryKey = Secondary,
            Upstreams = [new(sink.Url + "/nobody", Hubs: "another"), new(sink.Url + "/{hub}/{category}/{event}")],
        });
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await sink.DisposeAsync();
    }

    [Fact]
    public async Task The_upstream_hears_of_both_at_the_address_of_the_first_template_that_matches()
    {
        var client = await app.ConnectAsync("alice");
        var connected = await sink.NextAsync();
        await client.DisposeAsync();
        var disconnected = await sink.NextAsync();

        Assert.Equal($"/{app.Hub}/connections/connected", connected.Path);
        Assert.Equal($"/{app.Hub}/connections/disconnected", disconnected.Path);
        Assert.Equal(10, JsonDocument.Parse(connected.Body).RootElement.GetProperty("type").GetInt32());
        Assert.Equal(11, JsonDocument.Parse(disconnected.Body).RootElement.GetProperty("type").GetInt32());
    }

    [Fact]
    public async Task The_headers_say_who_it_was_and_prove_who_asks()
    {
        var client = await app.ConnectAsync("Zoë");
        var post = await sink.NextAsync();

        Assert.Equal(client.Id, post.Headers["X-ASRS-Connection-Id"]);
        Assert.Equal(app.Hub, post.Headers["X-ASRS-Hub"]);
        Assert.Equal("connections", post.Headers["X-ASRS-Category"]);
        Assert.Equal("connected", post.Event);
        Assert.Equal("Zoë", post.Headers["X-ASRS-User-Id"]);
        Assert.Equal("colour: blue", post.Headers["X-ASRS-User-Claims"]);
        Assert.StartsWith($"?hub={app.Hub}", post.Headers["X-ASRS-Client-Query"]);
        Assert.Equal($"{Signed(SignalRServerOptions.DefaultAccessKey, client.Id)},{Signed(Secondary, client.Id)}", post.Headers["X-ASRS-Signature"]);
    }

    [Fact]
    public async Task An_anonymous_client_has_no_user_header()
    {
        await app.ConnectAsync();

        Assert.DoesNotContain("X-ASRS-User-Id", (await sink.NextAsync()).Headers.Keys);
    }

    [Fact]
    public async Task A_client_stays_when_the_upstream_fails()
    {
        sink.Answer = _ => Task.FromResult(Microsoft.AspNetCore.Http.Results.StatusCode(500));
        var client = await app.ConnectAsync("alice");
        await sink.NextAsync();

        await app.SendAsync("/users/alice/:send", "greet", "still here");

        Assert.Equal("still here", await client.NextAsync());
    }

    static string Signed(string key, string id) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(id)));
}
