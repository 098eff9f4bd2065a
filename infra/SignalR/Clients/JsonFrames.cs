using System.Buffers;
using System.Text.Json;

namespace Messaging.SignalR.Clients;

/// <summary>Frames of the JSON hub protocol: an object ended by a record separator.</summary>
static class JsonFrames
{
    public const byte RecordSeparator = 0x1e;

    public const int Invocation = 1;
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
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber("type", Invocation);
            if (invocationId is not null) json.WriteString("invocationId", invocationId);
            json.WriteString("target", target);
            json.WritePropertyName("arguments");
            json.WriteRawValue(arguments, skipInputValidation: true);
            json.WriteEndObject();
        }

        output.Write([RecordSeparator]);
        return output.WrittenSpan.ToArray();
    }

    // Keys come in any order: the .NET and the JavaScript client write them differently.
    static ClientInvocation? Peek(ReadOnlySequence<byte> frame)
    {
        var (type, target, invocationId) = (0, "", (string?)null);
        var json = new Utf8JsonReader(frame);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) return null;

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("type") && json.Read()) type = json.GetInt32();
            else if (json.ValueTextEquals("target") && json.Read()) target = json.GetString() ?? "";
            else if (json.ValueTextEquals("invocationId") && json.Read()) invocationId = json.GetString();
            else json.Skip();
        }

        return type is Invocation or StreamInvocation
            ? new ClientInvocation(target, invocationId, frame.ToArray(), type == StreamInvocation)
            : null;
    }
}
