using System.Net;
using System.Net.Sockets;
using Messaging.ServiceBus.Weather;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Sasl;

namespace Messaging.ServiceBus.Amqp;

/// <summary>The listening side of AMQP 1.0 over plain TCP.</summary>
sealed class AmqpEndpoint : IAsyncDisposable
{
    readonly AmqpConnectionListener listener;
    readonly LatencyRelay? relay;

    /// <exception cref="IOException">The port is taken.</exception>
    public AmqpEndpoint(BrokerOptions options, IRuntimeProvider links, TimeProvider time)
    {
        Port = Claim(options.Host, options.Port);
        var (host, port) = (options.Host, Port);
        if (options.Latency > TimeSpan.Zero)
        {
            (host, port) = ("127.0.0.1", Claim("127.0.0.1", 0));
            relay = new LatencyRelay(AddressOf(options.Host), Port, port, options.Latency, time);
        }
        var settings = new AmqpSettings { RuntimeProvider = links };
        settings.TransportProviders.Add(Sasl());
        listener = new AmqpConnectionListener([$"amqp://{host}:{port}"], settings, new AmqpConnectionSettings
        {
            ContainerId = Guid.NewGuid().ToString("N"),
            MaxFrameSize = 64 * 1024,
            ChannelMax = 4999,
            SendBufferSize = 64 * 1024,
            ReceiveBufferSize = 64 * 1024,
            IdleTimeOut = 240_000,
        });
        listener.Open();
    }

    public int Port { get; }

    static SaslTransportProvider Sasl()
    {
        var provider = new SaslTransportProvider();
        provider.Versions.Add(new AmqpVersion(1, 0, 0));
        // The SDK for .NET takes this mechanism only; it behaves like ANONYMOUS, which other clients ask for.
        provider.AddHandler(new SaslAnonymousHandler("MSSBCBS"));
        provider.AddHandler(new SaslAnonymousHandler());
        return provider;
    }

    /// <summary>The library's listener shares a port that is taken without a word, so the port is tried alone first.</summary>
    static int Claim(string host, int port)
    {
        try
        {
            using var probe = new TcpListener(AddressOf(host), port) { ExclusiveAddressUse = true };
            probe.Start();
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
        catch (SocketException failure)
        {
            throw new IOException($"Cannot listen on {host}:{port}: {failure.Message}", failure);
        }
    }

    static IPAddress AddressOf(string host) => IPAddress.TryParse(host, out var address) ? address : IPAddress.Any;

    public async ValueTask DisposeAsync()
    {
        if (relay is not null)
            await relay.DisposeAsync().ConfigureAwait(false);
        listener.Close();
    }
}
