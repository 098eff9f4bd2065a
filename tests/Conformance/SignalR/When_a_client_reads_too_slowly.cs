using System.Net.WebSockets;
using Messaging.SignalR;

namespace Messaging.Conformance.SignalR;

public sealed class When_a_client_reads_too_slowly : IAsyncLifetime
{
    static readonly byte[] Handshake = [.. "{\"protocol\":\"json\",\"version\":1}\u001e"u8];

    ServerlessApp app = null!;

    public async Task InitializeAsync() => app = await ServerlessApp.StartAsync(new SignalRServerOptions { SlowConsumerBytes = 1024 * 1024 });

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task It_is_disconnected_and_the_others_get_everything()
    {
        using var slow = new ClientWebSocket();
        await slow.ConnectAsync(new Uri($"{app.Endpoint.Replace("http", "ws")}/client/?hub={app.Hub}&access_token={app.SignClient("slow")}"), default);
        await slow.SendAsync(Handshake, WebSocketMessageType.Text, endOfMessage: true, default);
        await Some.EventuallyAsync(200, () => StatusAsync("/users/slow"));
        var brisk = await app.ConnectAsync("brisk");

        for (var sent = 0; sent < 300; sent++)
        {
            await app.SendAsync("/:send", "greet", $"{sent} {new string('x', 100_000)}");
            Assert.StartsWith($"{sent} ", await brisk.NextAsync());
        }

        await Some.EventuallyAsync(404, () => StatusAsync("/users/slow"));
    }

    async Task<int> StatusAsync(string path)
    {
        using var answer = await app.CallAsync(HttpMethod.Head, path);
        return (int)answer.StatusCode;
    }
}
