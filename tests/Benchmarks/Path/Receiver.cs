using System.Net.WebSockets;
using System.Text;

namespace Messaging.Benchmarks.Path;

/// <summary>One connection that speaks the SignalR JSON protocol on a plain WebSocket and counts what arrives.</summary>
sealed class Receiver : IAsyncDisposable
{
    const byte RecordSeparator = 0x1e;

    readonly ClientWebSocket _socket = new();
    readonly CancellationTokenSource _stop = new();
    Task _receiving = Task.CompletedTask;

    public static async Task<Receiver> ConnectAsync(World world, string token, Action<Stamp> received)
    {
        var negotiated = await world.CallAsync(HttpMethod.Post, "/api/negotiate", token);
        var address = new UriBuilder(negotiated.GetProperty("url").GetString()!) { Scheme = "ws" };
        var receiver = new Receiver();
        receiver._socket.Options.SetRequestHeader("Authorization", $"Bearer {negotiated.GetProperty("accessToken").GetString()}");
        await receiver._socket.ConnectAsync(address.Uri, CancellationToken.None);
        await receiver.SendAsync("{\"protocol\":\"json\",\"version\":1}");
        receiver._receiving = receiver.ReceiveAsync(received);
        return receiver;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _socket.Abort();
        await _receiving;
        _socket.Dispose();
        _stop.Dispose();
    }

    Task SendAsync(string record) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(record + (char)RecordSeparator), WebSocketMessageType.Text, true, CancellationToken.None);

    async Task ReceiveAsync(Action<Stamp> received)
    {
        var frame = new byte[512 * 1024];
        var stamps = new List<Stamp>();
        try
        {
            while (true)
            {
                var length = await FrameAsync(frame);
                if (length < 0) return;
                stamps.Clear();
                Stamp.ReadAll(frame.AsSpan(0, length), stamps);
                foreach (var stamp in stamps) received(stamp);
                if (frame.AsSpan(0, length).IndexOf("{\"type\":6}"u8) >= 0) await SendAsync("{\"type\":6}");
            }
        }
        catch (Exception end) when (_stop.IsCancellationRequested && end is WebSocketException or OperationCanceledException) { }
    }

    // A frame, and whatever follows it until a record ends, so that no text is cut in two.
    async Task<int> FrameAsync(byte[] into)
    {
        var length = 0;
        do
        {
            var part = await _socket.ReceiveAsync(into.AsMemory(length), _stop.Token);
            if (part.MessageType == WebSocketMessageType.Close) return -1;
            length += part.Count;
        } while (length > 0 && into[length - 1] != RecordSeparator && length < into.Length);
        return length;
    }
}
