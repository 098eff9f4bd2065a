using Messaging.SignalR.Clients;

namespace Messaging.SignalR.Rest;

/// <summary>Messages to everyone, a user, a group, or one connection; accepted whether or not anyone is there.</summary>
static class Sends
{
    public static void Map(IEndpointRouteBuilder hub)
    {
        MapSend(hub, "", call => call.Hub.All());
        MapSend(hub, "/users/{user}", call => call.Hub.OfUser(call.User));
        MapSend(hub, "/groups/{group}", call => call.Hub.InGroup(call.Group));
        MapSend(hub, "/connections/{connectionId}", call => call.Hub.Find(call.ConnectionId) is { } client ? [client] : []);
    }

    // The older form posts to the receiver itself; both are taken under both prefixes.
    static void MapSend(IEndpointRouteBuilder hub, string receiver, Func<HubCall, ClientConnection[]> clients)
    {
        var send = (HubCall call) => SendAsync(call, clients);
        hub.MapPost(receiver, send);
        hub.MapPost(receiver + "/:send", send);
    }

    static async Task<IResult> SendAsync(HubCall call, Func<HubCall, ClientConnection[]> clients)
    {
        var (message, problem) = await MessageBody.ReadAsync(call.Http.Request);
        if (message is null) return RestError.Invalid(problem!, "payload");

        var frame = message.ToFrame();
        foreach (var client in call.WithoutExcluded(clients(call))) client.Send(frame);
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }
}
