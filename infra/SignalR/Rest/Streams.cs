using System.Text.Json;
using Messaging.SignalR.Clients;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Messaging.SignalR.Rest;

/// <summary>Items and the end of a stream that a client has asked its upstream for; its id is the client's invocation id.</summary>
static class Streams
{
    public static void Map(IEndpointRouteBuilder hub)
    {
        hub.MapPost("/connections/{connectionId}/streams/{stream}/:send", SendAsync);
        hub.MapPost("/connections/{connectionId}/streams/{stream}/:complete", Complete);
    }

    static async Task<IResult> SendAsync(HubCall call)
    {
        var item = (await RequestBody.ReadAsync(call.Http.Request)).ToJson();
        if (item is not { } json || !IsJson(json.Span))
            return RestError.Invalid("The body must be the item, as JSON or MessagePack.", "payload");
        if (call.Hub.Find(call.ConnectionId) is not { } client) return RestError.NoConnection(call.ConnectionId);

        client.Send(OutboundFrame.StreamItem(call.Stream, json.ToArray()));
        if (bool.TryParse(call.Http.Request.Query["completed"], out var completed) && completed)
            client.Send(CompletionMessage.Empty(call.Stream));
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    static IResult Complete(HubCall call)
    {
        if (call.Hub.Find(call.ConnectionId) is not { } client) return RestError.NoConnection(call.ConnectionId);

        client.Send(call.Reason is { Length: > 0 } reason
            ? CompletionMessage.WithError(call.Stream, reason)
            : CompletionMessage.Empty(call.Stream));
        return Results.StatusCode(StatusCodes.Status202Accepted);
    }

    static bool IsJson(ReadOnlySpan<byte> item)
    {
        var json = new Utf8JsonReader(item);
        try
        {
            return json.Read() && json.TrySkip() && !json.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
