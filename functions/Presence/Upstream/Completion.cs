using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Presence.Upstream;

/// <summary>Answers to an invocation. The service forwards a body as it is, so it is a whole completion frame.</summary>
public static class Completion
{
    const char RecordSeparator = '\u001e';

    public static IActionResult Empty() => new NoContentResult();

    public static IActionResult Result<T>(Invocation call, T result, JsonTypeInfo<T> type) => Frame(call, json =>
    {
        json.WritePropertyName("result");
        JsonSerializer.Serialize(json, result, type);
    });

    /// <summary>A refusal; without an invocation id nobody hears it.</summary>
    public static IActionResult Error(Invocation call, string reason) => Frame(call, json => json.WriteString("error", reason));

    static IActionResult Frame(Invocation call, Action<Utf8JsonWriter> writeOutcome)
    {
        if (call.Id is null) return Empty();
        var frame = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(frame))
        {
            json.WriteStartObject();
            json.WriteNumber("type", 3);
            json.WriteString("invocationId", call.Id);
            writeOutcome(json);
            json.WriteEndObject();
        }
        return new ContentResult { ContentType = "application/json", Content = Encoding.UTF8.GetString(frame.WrittenSpan) + RecordSeparator };
    }
}
