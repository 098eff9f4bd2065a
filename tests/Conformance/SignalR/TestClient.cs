using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Messaging.Conformance.SignalR;

sealed record TestClientOptions(HttpTransportType Transport = HttpTransportType.WebSockets, bool MessagePack = false, bool SkipNegotiation = false);

/// <summary>The unmodified client, with what it received kept in order.</summary>
sealed class TestClient(HubConnection connection) : IAsyncDisposable
{
    static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    readonly Channel<string> received = Channel.CreateUnbounded<string>();
    readonly TaskCompletionSource<Exception?> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HubConnection Connection => connection;

    public string Id { get; private set; } = "";

    public static async Task<TestClient> ConnectAsync(string url, string token, TestClientOptions options)
    {
        var builder = new HubConnectionBuilder().WithUrl(url, http =>
        {
            http.AccessTokenProvider = () => Task.FromResult<string?>(token);
            http.Transports = options.Transport;
            http.SkipNegotiation = options.SkipNegotiation;
        });
        if (options.MessagePack) builder.AddMessagePackProtocol();

        var client = new TestClient(builder.Build());
        client.Connection.On<string>("greet", text => client.received.Writer.TryWrite(text));
        client.Connection.Closed += error =>
        {
            client.closed.TrySetResult(error);
            return Task.CompletedTask;
        };
        await client.Connection.StartAsync().WaitAsync(Deadline);
        client.Id = client.Connection.ConnectionId ?? "";
        return client;
    }

    /// <summary>The next text sent to method <c>greet</c>.</summary>
    public Task<string> NextAsync() => received.Reader.ReadAsync().AsTask().WaitAsync(Deadline);

    /// <summary>What made the connection end.</summary>
    public Task<Exception?> ClosedAsync() => closed.Task.WaitAsync(Deadline);

    public async ValueTask DisposeAsync() => await connection.DisposeAsync();
}
