using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Yarp.ReverseProxy.Forwarder;

namespace Messaging.FunctionsHost.Workers;

/// <summary>The HTTP address of a worker with ASP.NET Core integration, and the connections to it.</summary>
sealed class WorkerHttp : IDisposable
{
    static readonly TimeSpan BetweenConnects = TimeSpan.FromMilliseconds(10);

    readonly Task workerClosed;

    public WorkerHttp(Uri address, Task workerClosed)
    {
        Address = address.AbsoluteUri;
        this.workerClosed = workerClosed;
        Client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectCallback = ConnectAsync,
            EnableMultipleHttp2Connections = true,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
        });
    }

    public string Address { get; }

    public HttpMessageInvoker Client { get; }

    public void Dispose() => Client.Dispose();

    /// <summary>A worker reports ready 20 to 50 ms before its own server listens, so a refused connection is tried again.</summary>
    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(context.DnsEndPoint, ct);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (attempt < 200 && !workerClosed.IsCompleted)
            {
                socket.Dispose();
                await Task.Delay(BetweenConnects, TimeProvider.System, ct);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
