using System.Runtime.InteropServices;
using System.Text.Json;
using MessagePack;
using Messaging.SignalR.Clients;

namespace Messaging.SignalR.Rest;

/// <summary>The message in a call's body: a client method and its arguments, as JSON, MessagePack, or frames made by the sender.</summary>
/// <param name="Arguments">A JSON array as UTF-8.</param>
sealed record MessageBody(string Target, byte[] Arguments)
{
    OutboundFrame? Frames { get; init; }

    public OutboundFrame ToFrame() => Frames ?? OutboundFrame.Invocation(Target, Arguments);

    /// <summary>Reads the body; a problem in it is said in words.</summary>
    public static async Task<(MessageBody? Message, string? Problem)> ReadAsync(HttpRequest request)
    {
        var body = await RequestBody.ReadAsync(request);
        try
        {
            if (body.ContentType == RequestBody.Frames) return OfFrames(body.Bytes);
            return body.ToJson() is { } json ? OfJson(json) : (null,
                $"Content type '{body.ContentType}' isn't implemented; use {RequestBody.Json}, {RequestBody.MessagePack} or {RequestBody.Frames}.");
        }
        catch (Exception unreadable) when (unreadable is JsonException or MessagePackSerializationException)
        {
            return (null, $"The body can't be read: {unreadable.Message}");
        }
    }

    /// <summary>Finds target and arguments; the SDKs write their names in either case.</summary>
    public static (MessageBody? Message, string? Problem) Of(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object) return (null, "The message must be an object with target and arguments.");

        var (target, arguments) = (default(JsonElement), default(JsonElement));
        foreach (var property in message.EnumerateObject())
        {
            if (property.Name.Equals("target", StringComparison.OrdinalIgnoreCase)) target = property.Value;
            else if (property.Name.Equals("arguments", StringComparison.OrdinalIgnoreCase)) arguments = property.Value;
        }

        if (target.ValueKind != JsonValueKind.String || target.GetString() is not { Length: > 0 } name)
            return (null, "target must be a text of at least one character.");

        return arguments.ValueKind switch
        {
            JsonValueKind.Array => (new MessageBody(name, JsonMarshal.GetRawUtf8Value(arguments).ToArray()), null),
            JsonValueKind.Undefined or JsonValueKind.Null => (new MessageBody(name, [.. "[]"u8]), null),
            _ => (null, "arguments must be an array."),
        };
    }

    static (MessageBody?, string?) OfJson(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    // What the Management SDK sends when an app adds protocols: {"json": frame, "messagepack": frame}.
    static (MessageBody?, string?) OfFrames(ReadOnlyMemory<byte> body)
    {
        var frames = MessagePackSerializer.Deserialize<Dictionary<string, byte[]>>(body);
        if (!frames.TryGetValue("json", out var json) || !frames.TryGetValue("messagepack", out var messagePack))
            return (null, "The body must hold a frame for json and one for messagepack.");

        var (message, problem) = OfJson(json.AsMemory().TrimEnd(JsonFrames.RecordSeparator));
        return (message is null ? null : message with { Frames = OutboundFrame.Ready(json, messagePack) }, problem);
    }
}
