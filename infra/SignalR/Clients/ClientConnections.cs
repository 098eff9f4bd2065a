using Microsoft.AspNetCore.SignalR;

namespace Messaging.SignalR.Clients;

/// <summary>What all connections share.</summary>
sealed class ClientConnections(SignalRServerOptions options, SignalRCounters counters, TimeProvider time, ILogger<ClientConnection> logger)
{
    public SignalRCounters Counters => counters;

    public TimeProvider Time => time;

    public int SlowConsumerBytes => options.SlowConsumerBytes;

    public ILogger Logger => logger;

    public ClientConnection Accept(HubConnectionContext connection)
    {
        counters.Connected();
        return new ClientConnection(connection, this);
    }

    public void Release() => counters.Disconnected();
}
