using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Messaging.ServiceBus.Weather;

/// <summary>Stands in front of the broker's port and holds every byte back for half a round trip, each way.</summary>
sealed class LatencyRelay : IAsyncDisposable
{
    readonly TcpListener listener;
    readonly int target;
    readonly TimeSpan delay;
    readonly TimeProvider time;
    readonly CancellationTokenSource stopping = new();
    readonly Task accepting;

    /// <exception cref="SocketException">The port is taken.</exception>
    public LatencyRelay(IPAddress host, int port, int target, TimeSpan roundTrip, TimeProvider time)
    {
        (this.target, delay, this.time) = (target, roundTrip / 2, time);
        listener = new TcpListener(host, port);
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = RelayAsync(await listener.AcceptTcpClientAsync(stopping.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
        }
    }

    async Task RelayAsync(TcpClient client)
    {
        using (client)
        using (var broker = new TcpClient())
        {
            try
            {
                client.NoDelay = broker.NoDelay = true;
                await broker.ConnectAsync(IPAddress.Loopback, target, stopping.Token).ConfigureAwait(false);
                await Task.WhenAny(PumpAsync(client.GetStream(), broker.GetStream()), PumpAsync(broker.GetStream(), client.GetStream())).ConfigureAwait(false);
            }
            catch (Exception lost) when (lost is IOException or SocketException or OperationCanceledException)
            {
                // Either side going away ends both.
            }
        }
    }

    async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        var underWay = Channel.CreateUnbounded<(byte[] Bytes, long Read)>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        var writing = WriteAsync(underWay.Reader, to);
        try
        {
            var buffer = new byte[64 * 1024];
            while (await from.ReadAsync(buffer, stopping.Token).ConfigureAwait(false) is > 0 and var count)
                underWay.Writer.TryWrite((buffer[..count], time.GetTimestamp()));
        }
        finally
        {
            underWay.Writer.TryComplete();
        }
        await writing.ConfigureAwait(false);
    }

    async Task WriteAsync(ChannelReader<(byte[] Bytes, long Read)> underWay, NetworkStream to)
    {
        await foreach (var (bytes, read) in underWay.ReadAllAsync(stopping.Token).ConfigureAwait(false))
        {
            var left = delay - time.GetElapsedTime(read);
            if (left > TimeSpan.Zero)
                await Task.Delay(left, time, stopping.Token).ConfigureAwait(false);
            await to.WriteAsync(bytes, stopping.Token).ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync().ConfigureAwait(false);
        listener.Stop();
        await accepting.ConfigureAwait(false);
        stopping.Dispose();
    }
}
