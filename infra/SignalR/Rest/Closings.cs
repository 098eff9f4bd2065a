using Messaging.SignalR.Clients;

namespace Messaging.SignalR.Rest;

/// <summary>Disconnects clients; they may come back with a new connection.</summary>
static class Closings
{
    public static void Map(IEndpointRouteBuilder hub)
    {
        hub.MapDelete("/connections/{connectionId}", CloseOne);
        hub.MapPost("/:closeConnections", (HubCall call) => CloseAll(call, call.Hub.All()));
        hub.MapPost("/users/{user}/:closeConnections", (HubCall call) => CloseAll(call, call.Hub.OfUser(call.User)));
        hub.MapPost("/groups/{group}/:closeConnections", (HubCall call) => CloseAll(call, call.Hub.InGroup(call.Group)));
    }

    static IResult CloseOne(HubCall call)
    {
        if (call.Hub.Find(call.ConnectionId) is not { } client) return RestError.NoConnection(call.ConnectionId);

        Close(call, client, call.Reason);
        return Results.Ok();
    }

    static IResult CloseAll(HubCall call, ClientConnection[] clients)
    {
        foreach (var client in call.WithoutExcluded(clients)) Close(call, client, call.Reason);
        return Results.NoContent();
    }

    // Gone for every later call at once, while its own closing takes its time.
    public static void Close(HubCall call, ClientConnection client, string? reason)
    {
        call.Hub.Remove(client);
        _ = client.CloseAsync(reason);
    }
}
