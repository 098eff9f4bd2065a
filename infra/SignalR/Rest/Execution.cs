using System.Text.Json;
using Messaging.SignalR.Clients;
using Messaging.SignalR.Clients.Filters;

namespace Messaging.SignalR.Rest;

delegate void ClientCommand(HubCall call, ClientConnection client);

/// <summary>Runs commands, one after the other, on every connection of the hub that passes a filter.</summary>
static class Execution
{
    public static void Map(IEndpointRouteBuilder hub) => hub.MapPost("/:execute", ExecuteAsync);

    static async Task<IResult> ExecuteAsync(HubCall call)
    {
        var body = await RequestBody.ReadAsync(call.Http.Request);
        try
        {
            using var document = JsonDocument.Parse(body.Bytes);
            var commands = document.RootElement.EnumerateArray().Select(Read).ToArray();
            var clients = call.Http.Request.Query["filter"].FirstOrDefault() is { Length: > 0 } filter
                ? call.Hub.Matching(Filter.Parse(filter))
                : call.Hub.All();
            foreach (var command in commands)
                foreach (var client in clients) command(call, client);
            return Results.StatusCode(StatusCodes.Status202Accepted);
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException or InvalidOperationException)
        {
            return RestError.Invalid($"The commands or their filter can't be read: {malformed.Message}", "commands");
        }
    }

    static ClientCommand Read(JsonElement command) => Text(command, "type") switch
    {
        "SendMessage" => Send(command.TryGetProperty("message", out var message) ? message : default),
        "JoinGroup" when Group(command) is var group => (call, client) => call.Hub.Join(client, group),
        "LeaveGroup" when Group(command) is var group => (call, client) => call.Hub.Leave(client, group),
        "CloseConnection" when Text(command, "reason") is var reason => (call, client) => Closings.Close(call, client, reason),
        var other => throw new FormatException($"Command type '{other}' is none of SendMessage, JoinGroup, LeaveGroup and CloseConnection."),
    };

    static ClientCommand Send(JsonElement body)
    {
        var (message, problem) = MessageBody.Of(body);
        var frame = message?.ToFrame() ?? throw new FormatException(problem);
        return (_, client) => client.Send(frame);
    }

    static string Group(JsonElement command) => Text(command, "group") is { } group && Names.IsGroup(group)
        ? group
        : throw new FormatException("group must be a text of 1 to 1024 characters that aren't all blank.");

    static string? Text(JsonElement command, string property) =>
        command.TryGetProperty(property, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;
}
