using System.Buffers;
using System.Text;
using MessagePack;
using Microsoft.Net.Http.Headers;

namespace Messaging.SignalR.Rest;

/// <summary>The bytes of a call's body and what they are.</summary>
sealed record RequestBody(string ContentType, ReadOnlyMemory<byte> Bytes)
{
    public const string Json = "application/json";
    public const string MessagePack = "application/x-msgpack";
    public const string Frames = "application/octet-stream";

    public static async Task<RequestBody> ReadAsync(HttpRequest request)
    {
        var body = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? 1024) + 1);
        int read;
        do
        {
            read = await request.Body.ReadAsync(body.GetMemory(1024), request.HttpContext.RequestAborted);
            body.Advance(read);
        }
        while (read > 0);

        MediaTypeHeaderValue.TryParse(request.ContentType, out var type);
        return new RequestBody(type?.MediaType.Value?.ToLowerInvariant() ?? Json, body.WrittenMemory);
    }

    /// <summary>The same as JSON; null if it is neither JSON nor MessagePack.</summary>
    public ReadOnlyMemory<byte>? ToJson() => ContentType switch
    {
        Json or "text/json" => Bytes,
        MessagePack => Encoding.UTF8.GetBytes(MessagePackSerializer.ConvertToJson(Bytes)),
        _ => null,
    };
}
