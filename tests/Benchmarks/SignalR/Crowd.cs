using System.Net.WebSockets;

namespace Messaging.Benchmarks.SignalR;

/// <summary>Many raw WebSocket clients of one user that count the messages they get.</summary>
sealed class Crowd(SignalRProcess service) : IAsyncDisposable
{
    public const string User = "crowd";

    const byte RecordSeparator = 0x1e;

    static readonly byte[] Handshake = [.. "{\"protocol\":\"json\",\"version\":1}\u001e"u8];

    readonly List<ClientWebSocket> sockets = [];
    readonly SemaphoreSlim arrived = new(0);
    long received;
    long awaited = long.MaxValue;

    public long Received => Interlocked.Read(ref received);

    public async Task ConnectAsync(int clients)
    {
        var url = service.ClientUrl(User);
        await Parallel.ForEachAsync(Enumerable.Range(0, clients), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (client, ct) =>
        {
            var socket = new ClientWebSocket();
            socket.Options.KeepAliveInterval = TimeSpan.Zero;
            await socket.ConnectAsync(url, ct);
            await socket.SendAsync(Handshake, WebSocketMessageType.Text, endOfMessage: true, ct);
            var buffer = new byte[1024];
            await socket.ReceiveAsync(buffer.AsMemory(), ct);
            lock (sockets) sockets.Add(socket);
            _ = CountAsync(socket, buffer);
        });
    }

    /// <summary>Waits until so many messages have arrived in all.</summary>
    public async Task ReceivedAsync(long total)
    {
        Interlocked.Exchange(ref awaited, total);
        while (Received < total) await arrived.WaitAsync(TimeSpan.FromMilliseconds(100));
    }

    public ValueTask DisposeAsync()
    {
        foreach (var socket in sockets) socket.Dispose();
        return ValueTask.CompletedTask;
    }

    // Frames may be split or joined on the way: messages are counted by their separators, without the pings.
    async Task CountAsync(ClientWebSocket socket, byte[] buffer)
    {
        try
        {
            while (socket.State == WebSocketState.Open)
            {
                var result = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                Count(buffer.AsSpan(0, result.Count));
            }
        }
        catch (Exception gone) when (gone is WebSocketException or ObjectDisposedException or OperationCanceledException) { }
    }

    void Count(ReadOnlySpan<byte> bytes)
    {
        var messages = bytes.Count(RecordSeparator);
        if (bytes.IndexOf("{\"type\":6}"u8) >= 0) messages--;
        if (messages > 0 && Interlocked.Add(ref received, messages) >= Interlocked.Read(ref awaited)) arrived.Release();
    }
}
