using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Messaging.Conformance.SignalR;

public sealed class When_a_client_asks_for_a_stream : IAsyncLifetime
{
    UpstreamSink sink = null!;
    ServerlessApp app = null!;

    public async Task InitializeAsync()
    {
        sink = await UpstreamSink.StartAsync();
        app = await ServerlessApp.StartAsync(new() { Upstreams = [new(sink.Url, Categories: "messages")] });
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await sink.DisposeAsync();
    }

    [Theory]
    [InlineData("streams/{0}/:send?completed=true", 3)]
    [InlineData("streams/{0}/:complete", null)]
    public async Task It_gets_the_items_and_the_end_that_the_app_sends(string lastCall, int? lastItem)
    {
        var client = await app.ConnectAsync("alice");
        var numbers = client.Connection.StreamAsync<int>("count").ToListAsync();
        var stream = await StreamAsync();

        Assert.Equal(202, await CallAsync($"/connections/{client.Id}/streams/{stream}/:send", 1));
        Assert.Equal(202, await CallAsync($"/connections/{client.Id}/streams/{stream}/:send", 2));
        Assert.Equal(202, await CallAsync($"/connections/{client.Id}/{string.Format(lastCall, stream)}", lastItem));

        Assert.Equal(lastItem is null ? [1, 2] : [1, 2, 3], await numbers.AsTask().WaitAsync(TimeSpan.FromSeconds(15)));
    }

    [Fact]
    public async Task It_gets_MessagePack_items_if_it_speaks_that()
    {
        var client = await app.ConnectAsync("alice", new(MessagePack: true));
        var numbers = client.Connection.StreamAsync<int>("count").ToListAsync();
        await sink.NextAsync();

        Assert.Equal(202, await CallAsync($"/connections/{client.Id}/streams/1/:send?completed=true", 7));

        Assert.Equal([7], await numbers.AsTask().WaitAsync(TimeSpan.FromSeconds(15)));
    }

    [Fact]
    public async Task A_reason_ends_it_with_an_error()
    {
        var client = await app.ConnectAsync("alice");
        var numbers = client.Connection.StreamAsync<int>("count").ToListAsync();
        var stream = await StreamAsync();

        await CallAsync($"/connections/{client.Id}/streams/{stream}/:complete?reason=ran%20dry", null);

        var error = await Assert.ThrowsAsync<HubException>(() => numbers.AsTask().WaitAsync(TimeSpan.FromSeconds(15)));
        Assert.Equal("ran dry", error.Message);
    }

    [Fact]
    public async Task One_from_the_client_is_refused_by_name()
    {
        var client = await app.ConnectAsync("alice");

        var error = await Assert.ThrowsAsync<HubException>(() => client.Connection.InvokeAsync<int>("upload", new[] { 1, 2 }.ToAsyncEnumerable()));

        Assert.Contains("Streams from the client", error.Message);
    }

    async Task<string> StreamAsync() =>
        JsonDocument.Parse((await sink.NextAsync()).Body).RootElement.GetProperty("invocationId").GetString()!;

    async Task<int> CallAsync(string path, object? item)
    {
        using var answer = await app.CallAsync(HttpMethod.Post, path, item);
        return (int)answer.StatusCode;
    }
}
