using Messaging.SignalR.Upstream;
using Microsoft.AspNetCore.SignalR;

namespace Messaging.SignalR.Clients;

/// <summary>Every hub in one type: a hub's name is data that the client brings, and its logic is the upstream.</summary>
sealed class ServerlessHub(ClientEvents events) : Hub
{
    ClientConnection Client => Context.Features.Get<ClientConnection>()!;

    public override Task OnConnectedAsync() => events.ConnectedAsync(Client);

    public override Task OnDisconnectedAsync(Exception? exception) => events.DisconnectedAsync(Client, exception?.Message);

    public Task Dispatch(ClientInvocation call) => events.InvokedAsync(Client, call);
}
