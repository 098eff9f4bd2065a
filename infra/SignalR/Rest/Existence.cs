namespace Messaging.SignalR.Rest;

/// <summary>Whether a connection, a user's connection, a group's, or a user's membership exists.</summary>
static class Existence
{
    static readonly string[] Verbs = [HttpMethods.Head, HttpMethods.Get];

    public static void Map(IEndpointRouteBuilder hub)
    {
        hub.MapMethods("/connections/{connectionId}", Verbs, (HubCall call) =>
            call.Hub.Find(call.ConnectionId) is not null ? Results.Ok() : RestError.NoConnection(call.ConnectionId));
        hub.MapMethods("/users/{user}", Verbs, (HubCall call) =>
            call.Hub.OfUser(call.User).Length > 0 ? Results.Ok() : RestError.NoUser(call.User));
        hub.MapMethods("/groups/{group}", Verbs, (HubCall call) =>
            call.Hub.InGroup(call.Group).Length > 0 ? Results.Ok() : RestError.NoGroup(call.Group));
        hub.MapMethods("/users/{user}/groups/{group}", Verbs, (HubCall call) =>
            call.Hub.IsUserInGroup(call.User, call.Group) ? Results.Ok() : RestError.NotInGroup(call.User, call.Group));
    }
}
