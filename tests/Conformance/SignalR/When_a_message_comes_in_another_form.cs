using System.Net.Http.Headers;
using MessagePack;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Messaging.Conformance.SignalR;

public sealed class When_a_message_comes_in_another_form : IAsyncLifetime
{
    static readonly InvocationMessage Greeting = new("greet", ["hello"]);

    ServerlessApp app = null!;

    public async Task InitializeAsync() => app = await ServerlessApp.StartAsync();

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ready_frames_reach_both_protocols(bool messagePack)
    {
        var client = await app.ConnectAsync("alice", new(MessagePack: messagePack));
        var body = MessagePackSerializer.Serialize(new Dictionary<string, byte[]>
        {
            ["json"] = new JsonHubProtocol().GetMessageBytes(Greeting).ToArray(),
            ["messagepack"] = new MessagePackHubProtocol().GetMessageBytes(Greeting).ToArray(),
        });

        Assert.Equal(202, await SendAsync(body, "application/octet-stream"));

        Assert.Equal("hello", await client.NextAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_MessagePack_body_reaches_both_protocols(bool messagePack)
    {
        var client = await app.ConnectAsync("alice", new(MessagePack: messagePack));
        var body = MessagePackSerializer.Serialize(new Dictionary<string, object> { ["target"] = "greet", ["arguments"] = new[] { "hello" } });

        Assert.Equal(202, await SendAsync(body, "application/x-msgpack"));

        Assert.Equal("hello", await client.NextAsync());
    }

    [Fact]
    public async Task Names_in_capitals_are_the_same()
    {
        var client = await app.ConnectAsync("alice");

        Assert.Equal(202, await SendAsync("""{"Target":"greet","Arguments":["hello"]}"""u8.ToArray(), "application/json"));

        Assert.Equal("hello", await client.NextAsync());
    }

    [Theory]
    [InlineData("application/octet-stream")]
    [InlineData("application/x-msgpack")]
    [InlineData("text/plain")]
    public async Task What_cannot_be_read_is_refused(string type) => Assert.Equal(400, await SendAsync([0xc1, 1, 2, 3], type));

    async Task<int> SendAsync(byte[] body, string type)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        using var answer = await app.RawAsync(HttpMethod.Post, $"/api/hubs/{app.Hub}/:send?api-version=2022-06-01", content);
        return (int)answer.StatusCode;
    }
}
