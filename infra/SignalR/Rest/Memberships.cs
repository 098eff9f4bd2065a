using System.Globalization;

namespace Messaging.SignalR.Rest;

/// <summary>Groups of connections, and groups of users, which outlive connections.</summary>
static class Memberships
{
    public static void Map(IEndpointRouteBuilder hub)
    {
        hub.MapPut("/groups/{group}/connections/{connectionId}", Join);
        hub.MapDelete("/groups/{group}/connections/{connectionId}", Leave);
        hub.MapDelete("/connections/{connectionId}/groups", LeaveAll);
        hub.MapPut("/users/{user}/groups/{group}", JoinUser);
        hub.MapDelete("/users/{user}/groups/{group}", LeaveUser);
        hub.MapDelete("/users/{user}/groups", LeaveAllOfUser);

        // The first form of the API had the same two under the group as well.
        hub.MapPut("/groups/{group}/users/{user}", JoinUser);
        hub.MapDelete("/groups/{group}/users/{user}", LeaveUser);
    }

    static IResult Join(HubCall call) =>
        call.Hub.Find(call.ConnectionId) is { } client && call.Hub.Join(client, call.Group)
            ? Results.Ok()
            : RestError.NoConnection(call.ConnectionId, level: "Error");

    // Only version 2022-06-01 answers 404 for a connection that has gone.
    static IResult Leave(HubCall call)
    {
        var client = call.Hub.Find(call.ConnectionId);
        if (client is not null) call.Hub.Leave(client, call.Group);
        return client is null && call.Http.Request.Query["api-version"] == "2022-06-01"
            ? RestError.NoConnection(call.ConnectionId, level: "Error")
            : Results.Ok();
    }

    static IResult LeaveAll(HubCall call)
    {
        if (call.Hub.Find(call.ConnectionId) is { } client) call.Hub.LeaveAll(client);
        return Results.Ok();
    }

    static IResult JoinUser(HubCall call)
    {
        var text = call.Http.Request.Query["ttl"].FirstOrDefault();
        var seconds = 0;
        if (text is not null && !(int.TryParse(text, CultureInfo.InvariantCulture, out seconds) && seconds >= 0))
            return RestError.Invalid("ttl is a whole number of seconds from 0 on.", "ttl");

        call.Hub.JoinUser(call.User, call.Group, text is null ? null : TimeSpan.FromSeconds(seconds));
        return Results.StatusCode(call.IsV1 ? StatusCodes.Status202Accepted : StatusCodes.Status200OK);
    }

    static IResult LeaveUser(HubCall call)
    {
        call.Hub.LeaveUser(call.User, call.Group);
        return Results.StatusCode(call.IsV1 ? StatusCodes.Status202Accepted : StatusCodes.Status204NoContent);
    }

    static IResult LeaveAllOfUser(HubCall call)
    {
        call.Hub.LeaveAllOfUser(call.User);
        return Results.StatusCode(call.IsV1 ? StatusCodes.Status200OK : StatusCodes.Status204NoContent);
    }
}
