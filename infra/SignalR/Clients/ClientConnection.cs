using System.Security.Claims;
using Messaging.SignalR.Upstream;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Messaging.SignalR.Clients;

/// <summary>One connected client.</summary>
sealed partial class ClientConnection
{
    static readonly TimeSpan CloseGrace = TimeSpan.FromSeconds(1);

    readonly HubConnectionContext connection;
    readonly ClientConnections shared;
    long waitingBytes;

    public ClientConnection(HubConnectionContext connection, ClientConnections shared)
    {
        (this.connection, this.shared) = (connection, shared);
        var request = connection.GetHttpContext()!.Request;
        Hub = Names.EffectiveHub(request.Query["hub"].ToString(), application: null);
        Query = request.QueryString.Value ?? "";
        UserId = ClientClaims.UserOf(User);
    }

    public string Id => connection.ConnectionId;

    public string Hub { get; }

    public string? UserId { get; }

    public ClaimsPrincipal User => connection.User;

    /// <summary>The query that the client connected with, from the question mark on.</summary>
    public string Query { get; }

    public IHubProtocol Protocol => connection.Protocol;

    /// <summary>The groups it is in; guarded by its hub's lock.</summary>
    public HashSet<string> Groups { get; } = [];

    /// <summary>Its events on their way to the upstream.</summary>
    public EventQueue Events { get; } = new();

    /// <summary>Sends without waiting; a client that lets too much pile up is disconnected.</summary>
    public void Send(OutboundFrame frame)
    {
        var bytes = frame.In(Protocol.Name).Length;
        shared.Counters.Outbound(bytes);
        var write = connection.WriteAsync(frame);
        if (write.IsCompletedSuccessfully)
        {
            write.GetAwaiter().GetResult();
            return;
        }

        if (Interlocked.Add(ref waitingBytes, bytes) > shared.SlowConsumerBytes) AbortSlow();
        _ = SettleAsync(write, bytes);
    }

    /// <summary>Sends a message meant for this client alone, such as a completion.</summary>
    public void Send(HubMessage message) =>
        Send(message as OutboundFrame ?? OutboundFrame.Ready(Protocol.GetMessageBytes(message).ToArray()));

    // The client closes when it has read the message; the abort is for one that doesn't.
    public async Task CloseAsync(string? reason)
    {
        await connection.WriteAsync(new CloseMessage(reason, allowReconnect: true));
        await Task.Delay(CloseGrace, shared.Time);
        connection.Abort();
    }

    async Task SettleAsync(ValueTask write, int bytes)
    {
        await write;
        Interlocked.Add(ref waitingBytes, -bytes);
    }

    // The framework's abort waits for the write in progress, which a client that doesn't read would hold up: so its request goes first.
    void AbortSlow()
    {
        if (connection.ConnectionAborted.IsCancellationRequested) return;
        LogSlowConsumer(shared.Logger, Id, Hub, shared.SlowConsumerBytes);
        connection.GetHttpContext()?.Abort();
        connection.Abort();
    }
}
