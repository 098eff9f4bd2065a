using System.Buffers;
using System.Text.Json;

namespace Messaging.SignalR.Clients;

/// <summary>Frames of the JSON hub protocol: an object ended by a record separator.</summary>
static class JsonFrames
{
    public const byte RecordSeparator = 0x1e;

    public const int Invocation = 1;
    public const int StreamItem = 2;
    public const int StreamInvocation = 4;

    /// <summary>Takes the next frame if it is whole and a client's call; leaves the input alone otherwise.</summary>
    public static ClientInvocation? TakeInvocation(ref ReadOnlySequence<byte> input)
    {
        if (input.PositionOf(RecordSeparator) is not { } end) return null;

        var frame = input.Slice(0, end);
        if (Peek(frame) is not { } call) return null;

        input = input.Slice(input.GetPosition(1, end));
        return call;
    }

    public static byte[] WriteInvocation(string target, ReadOnlySpan<byte> arguments, string? invocationId)
    {
        var output = new ArrayBufferWriter<byte>(arguments.Length + target.Length + 64);
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteNumber("type", Invocation);
        if (invocationId is not null) json.WriteString("invocationId", invocationId);
        json.WriteString("target", target);
        return Finish(json, output, "arguments", arguments);
    }

    public static byte[] WriteStreamItem(string invocationId, ReadOnlySpan<byte> item)
    {
        var output = new ArrayBufferWriter<byte>(item.Length + 64);
        using var json = new Utf8JsonWriter(output);
        json.WriteStartObject();
        json.WriteNumber("type", StreamItem);
        json.WriteString("invocationId", invocationId);
        return Finish(json, output, "item", item);
    }

    static byte[] Finish(Utf8JsonWriter json, ArrayBufferWriter<byte> output, string property, ReadOnlySpan<byte> value)
    {
        json.WritePropertyName(property);
        json.WriteRawValue(value, skipInputValidation: true);
        json.WriteEndObject();
        json.Flush();
        output.Write([RecordSeparator]);
        return output.WrittenSpan.ToArray();
    }

    // Keys come in any order: the .NET and the JavaScript client write them differently.
    static ClientInvocation? Peek(ReadOnlySequence<byte> frame)
    {
        var (type, target, invocationId, streams) = (0, "", (string?)null, false);
        var json = new Utf8JsonReader(frame);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return null;

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("type") && json.Read()) type = json.GetInt32();
            else if (json.ValueTextEquals("target") && json.Read()) target = json.GetString() ?? "";
            else if (json.ValueTextEquals("invocationId") && json.Read()) invocationId = json.GetString();
            else if (json.ValueTextEquals("streamIds") && json.Read()) streams = AnyIn(ref json);
            else json.Skip();
        }

        return type is Invocation or StreamInvocation
            ? new ClientInvocation(target, invocationId, frame.ToArray(), type == StreamInvocation, streams)
            : null;
    }

    static bool AnyIn(ref Utf8JsonReader array)
    {
        var any = false;
        while (array.Read() && array.TokenType != JsonTokenType.EndArray) any = true;
        return any;
    }
}
