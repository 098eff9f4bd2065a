using System.Net.WebSockets;
using System.Text;

namespace Messaging.Benchmarks.Presence;

/// <summary>One connection of a user that speaks the SignalR JSON protocol on a plain WebSocket. It counts what it is told of others' presence.</summary>
sealed class Device(Uri address)
{
    static readonly byte[] Handshake = [.. "{\"protocol\":\"json\",\"version\":1}\u001e"u8], Ping = [.. "{\"type\":6}\u001e"u8];

    ClientWebSocket _socket = new();
    TaskCompletionSource _answered = new();
    int _offline, _online;

    /// <summary>Told so far: somebody went offline, somebody came online.</summary>
    public (int Offline, int Online) Told => (_offline, _online);

    public async Task ConnectAsync()
    {
        var socket = new ClientWebSocket { Options = { KeepAliveInterval = TimeSpan.Zero } };
        await socket.ConnectAsync(address, CancellationToken.None);
        await socket.SendAsync(Handshake, WebSocketMessageType.Text, true, CancellationToken.None);
        await socket.ReceiveAsync(new byte[256].AsMemory(), CancellationToken.None);
        _socket = socket;
        _ = ListenAsync(socket);
    }

    /// <summary>As a network does that breaks.</summary>
    public void Drop() => _socket.Abort();

    public Task HeartbeatAsync() => SendAsync("{\"type\":1,\"target\":\"heartbeat\",\"arguments\":[]}");

    /// <summary>Returns when the call is answered.</summary>
    public async Task WatchAsync(IEnumerable<string> users)
    {
        _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync($"{{\"type\":1,\"invocationId\":\"w\",\"target\":\"watch\",\"arguments\":[[{string.Join(',', users.Select(user => $"\"{user}\""))}]]}}");
        await _answered.Task.WaitAsync(TimeSpan.FromMinutes(2));
    }

    Task SendAsync(string record) => _socket.SendAsync(Encoding.UTF8.GetBytes(record + '\u001e'), WebSocketMessageType.Text, true, CancellationToken.None);

    async Task ListenAsync(ClientWebSocket socket)
    {
        var buffer = new byte[2048];
        try
        {
            while (socket.State == WebSocketState.Open)
            {
                var result = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                await TakeAsync(socket, buffer, result.Count);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or ObjectDisposedException or OperationCanceledException) { }
    }

    // Nothing that matters is longer than a frame, but an answer to a watch, of which the end is enough to know.
    async Task TakeAsync(ClientWebSocket socket, byte[] buffer, int length)
    {
        var text = Encoding.UTF8.GetString(buffer, 0, length);
        foreach (var record in text.Split('\u001e'))
        {
            if (record.StartsWith("{\"type\":6", StringComparison.Ordinal)) await socket.SendAsync(Ping, WebSocketMessageType.Text, true, CancellationToken.None);
            if (record.Contains("\"invocationId\":\"w\"", StringComparison.Ordinal)) _answered.TrySetResult();
            if (!record.Contains("\"target\":\"presence\"", StringComparison.Ordinal)) continue;
            if (record.Contains("\"online\":false", StringComparison.Ordinal)) _offline++;
            else _online++;
        }
    }
}
