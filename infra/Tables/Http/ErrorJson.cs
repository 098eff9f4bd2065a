using System.Buffers;
using System.Text.Json;
using Messaging.Tables.Storage;

namespace Messaging.Tables.Http;

static class ErrorJson
{
    /// <summary>One line: the JavaScript client looks for it with a pattern that ends at a line's end.</summary>
    public static byte[] Write(string code, string message)
    {
        var body = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(body, CanonicalJson.Options);
        writer.WriteStartObject();
        writer.WriteStartObject("odata.error");
        writer.WriteString("code", code);
        writer.WriteStartObject("message");
        writer.WriteString("lang", "en-US");
        writer.WriteString("value", message);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return body.WrittenSpan.ToArray();
    }
}
