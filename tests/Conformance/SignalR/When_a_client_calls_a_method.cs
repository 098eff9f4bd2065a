using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Messaging.Conformance.SignalR;

public sealed class When_a_client_calls_a_method : IAsyncLifetime
{
    UpstreamSink sink = null!;
    ServerlessApp app = null!;

    public async Task InitializeAsync()
    {
        sink = await UpstreamSink.StartAsync();
        app = await ServerlessApp.StartAsync(new() { Upstreams = [new(sink.Url, Categories: "messages", Events: "echo,typing")] });
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await sink.DisposeAsync();
    }

    [Theory]
    [InlineData(false, "application/json")]
    [InlineData(true, "application/x-msgpack")]
    public async Task The_upstream_gets_its_frame_and_the_client_the_upstreams_completion(bool messagePack, string contentType)
    {
        IHubProtocol protocol = messagePack ? new MessagePackHubProtocol() : new JsonHubProtocol();
        sink.Answer = post => Task.FromResult(Results.Bytes(
            protocol.GetMessageBytes(CompletionMessage.WithResult(messagePack ? "1" : InvocationId(post), "hello back")).ToArray(), post.ContentType));
        var client = await app.ConnectAsync("alice", new(MessagePack: messagePack));

        var answer = await client.Connection.InvokeAsync<string>("echo", "hello", 7);

        var post = await sink.NextAsync();
        Assert.Equal("hello back", answer);
        Assert.Equal(("messages", "echo"), (post.Headers["X-ASRS-Category"], post.Event));
        Assert.StartsWith(contentType, post.ContentType);
        Assert.Contains("hello", post.Text);
        Assert.DoesNotContain('\u001e', post.Text);
    }

    [Fact]
    public async Task A_send_without_an_answer_is_posted_too()
    {
        var client = await app.ConnectAsync("alice");

        await client.Connection.SendAsync("typing", "room");

        var frame = JsonDocument.Parse((await sink.NextAsync()).Body).RootElement;
        Assert.Equal("typing", frame.GetProperty("target").GetString());
        Assert.Equal("room", frame.GetProperty("arguments")[0].GetString());
    }

    [Theory]
    [InlineData(200)]
    [InlineData(204)]
    public async Task An_empty_answer_completes_the_call(int status)
    {
        sink.Answer = _ => Task.FromResult(Results.StatusCode(status));
        var client = await app.ConnectAsync("alice");

        await client.Connection.InvokeAsync("echo").WaitAsync(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task A_refusal_fails_the_call_with_its_status()
    {
        sink.Answer = _ => Task.FromResult(Results.StatusCode(404));
        var client = await app.ConnectAsync("alice");

        var error = await Assert.ThrowsAsync<HubException>(() => client.Connection.InvokeAsync<string>("echo"));

        Assert.Equal("Invocation failed, status code 404", error.Message);
    }

    [Fact]
    public async Task A_method_that_no_upstream_takes_fails_by_name()
    {
        var client = await app.ConnectAsync("alice");

        var error = await Assert.ThrowsAsync<HubException>(() => client.Connection.InvokeAsync<string>("unknown"));

        Assert.Contains("unknown", error.Message);
    }

    [Fact]
    public async Task Calls_of_one_client_arrive_in_their_order_however_slow_the_upstream()
    {
        sink.Answer = async post =>
        {
            if (post.Text.Contains("\"0\"")) await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            return Results.Ok();
        };
        var client = await app.ConnectAsync("alice");

        for (var i = 0; i < 100; i++) await client.Connection.SendAsync("typing", i.ToString());

        for (var i = 0; i < 100; i++) Assert.Contains($"\"{i}\"", (await sink.NextAsync()).Text);
    }

    static string InvocationId(UpstreamPost post) => JsonDocument.Parse(post.Body).RootElement.GetProperty("invocationId").GetString()!;
}
