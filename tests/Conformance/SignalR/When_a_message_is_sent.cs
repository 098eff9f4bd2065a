using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace Messaging.Conformance.SignalR;

public sealed class When_a_message_is_sent : IAsyncLifetime
{
    ServerlessApp app = null!;

    public async Task InitializeAsync() => app = await ServerlessApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData(HttpTransportType.WebSockets, false, false)]
    [InlineData(HttpTransportType.WebSockets, false, true)]
    [InlineData(HttpTransportType.WebSockets, true, false)]
    [InlineData(HttpTransportType.ServerSentEvents, false, false)]
    [InlineData(HttpTransportType.LongPolling, false, false)]
    [InlineData(HttpTransportType.LongPolling, true, false)]
    public async Task It_arrives_over_every_transport_and_protocol(HttpTransportType transport, bool messagePack, bool skipNegotiation)
    {
        var client = await app.ConnectAsync("alice", new(transport, messagePack, skipNegotiation));

        await app.SendAsync("/users/alice/:send", "greet", "grüß dich");

        Assert.Equal("grüß dich", await client.NextAsync());
    }

    [Fact]
    public async Task Everyone_gets_a_broadcast_but_the_excluded()
    {
        var one = await app.ConnectAsync();
        var other = await app.ConnectAsync();

        await app.SendAsync($"/:send?excluded={other.Id}", "greet", "first");
        await app.SendAsync("/:send", "greet", "second");

        Assert.Equal("first", await one.NextAsync());
        Assert.Equal("second", await other.NextAsync());
    }

    [Fact]
    public async Task Only_the_group_gets_what_is_sent_to_it()
    {
        var member = await app.ConnectAsync();
        var stranger = await app.ConnectAsync();
        using var joined = await app.CallAsync(HttpMethod.Put, $"/groups/a%2Fb%7Cc/connections/{member.Id}");
        Assert.Equal(200, (int)joined.StatusCode);

        await app.SendAsync("/groups/a%2Fb%7Cc/:send", "greet", "members only");
        await app.SendAsync("/:send", "greet", "all");

        Assert.Equal("members only", await member.NextAsync());
        Assert.Equal("all", await stranger.NextAsync());
    }

    [Fact]
    public async Task One_connection_gets_what_is_sent_to_it()
    {
        var one = await app.ConnectAsync("alice");
        var other = await app.ConnectAsync("alice");

        await app.SendAsync($"/connections/{one.Id}/:send", "greet", "for one");
        await app.SendAsync("/users/alice/:send", "greet", "for both");

        Assert.Equal("for one", await one.NextAsync());
        Assert.Equal("for both", await other.NextAsync());
    }

    [Fact]
    public async Task It_is_accepted_though_nobody_is_there()
    {
        await app.SendAsync("/users/nobody/:send", "greet", "hello");
        await app.SendAsync("/groups/nothing/:send", "greet", "hello");
        await app.SendAsync("/connections/none/:send", "greet", "hello");
    }

    [Fact]
    public async Task Two_hubs_never_mix()
    {
        var here = await app.ConnectAsync("alice");
        using var sent = await app.RawAsync(HttpMethod.Post, $"/api/hubs/other{app.Hub}/:send?api-version=2022-06-01", Some.Message("greet", "elsewhere"));
        Assert.Equal(202, (int)sent.StatusCode);

        await app.SendAsync("/:send", "greet", "here");

        Assert.Equal("here", await here.NextAsync());
    }

    [Theory]
    [InlineData("/api/v1/hubs/{0}")]
    [InlineData("/api/v1/hubs/{0}/users/alice")]
    [InlineData("/api/v1/hubs/{0}/:send")]
    [InlineData("/api/hubs/{0}/users/alice/:send?api-version=2022-06-01")]
    public async Task Both_forms_of_the_address_are_taken(string path)
    {
        var client = await app.ConnectAsync("alice");

        using var sent = await app.RawAsync(HttpMethod.Post, string.Format(path, app.Hub), Some.Message("greet", "hello"));

        Assert.Equal(202, (int)sent.StatusCode);
        Assert.Equal("hello", await client.NextAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Numbers_and_objects_keep_their_type(bool messagePack)
    {
        var client = await app.ConnectAsync("alice", new(MessagePack: messagePack));
        var got = new TaskCompletionSource<(int, double, string[])>();
        using var handler = client.Connection.On<int, double, string[]>("mixed", (whole, broken, texts) => got.SetResult((whole, broken, texts)));

        await app.SendAsync("/users/alice/:send", "mixed", 42, 1.5, new[] { "a", "b" });

        var (whole, broken, texts) = await got.Task.WaitAsync(TimeSpan.FromSeconds(15));
        Assert.Equal((42, 1.5), (whole, broken));
        Assert.Equal(["a", "b"], texts);
    }
}
