using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Messaging.SignalR.Clients;

/// <summary>Keeps each connection in the hub that its address names. The framework's own manager adds client results.</summary>
sealed class ServerlessLifetime(Hubs hubs, ClientConnections clients, ILogger<DefaultHubLifetimeManager<ServerlessHub>> logger)
    : DefaultHubLifetimeManager<ServerlessHub>(logger)
{
    public override async Task OnConnectedAsync(HubConnectionContext connection)
    {
        await base.OnConnectedAsync(connection);
        var client = clients.Accept(connection);
        connection.Features.Set(client);
        hubs.Get(client.Hub).Add(client);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (connection.Features.Get<ClientConnection>() is { } client)
        {
            hubs.Get(client.Hub).Remove(client);
            clients.Release();
        }

        return base.OnDisconnectedAsync(connection);
    }
}
