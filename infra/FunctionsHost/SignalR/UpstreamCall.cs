using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MessagePack;

namespace Messaging.FunctionsHost.SignalR;

/// <summary>What a SignalR service posts when a client connects, disconnects or invokes a method.</summary>
sealed record UpstreamCall(string Hub, string Category, string Event, string ConnectionId, string? UserId, JsonElement Body)
{
    public const string MessagePackType = "application/x-msgpack";

    /// <summary>The client speaks MessagePack, and so must its completion.</summary>
    public bool IsMessagePack { get; private init; }

    public IHeaderDictionary Headers { get; private init; } = new HeaderDictionary();

    /// <summary>Present when the client waits for a result.</summary>
    public string? InvocationId => Property("invocationId")?.GetString();

    public JsonElement? Arguments => Property("arguments");

    public string? Error => Property("error")?.GetString();

    /// <exception cref="JsonException">The body is no message of a hub.</exception>
    public static async Task<UpstreamCall> ReadAsync(HttpRequest request)
    {
        var isMessagePack = request.ContentType == MessagePackType;
        using var body = await (isMessagePack ? ReadMessagePackAsync(request) : ReadJsonAsync(request.Body, request.HttpContext.RequestAborted));
        string? Header(string name) => request.Headers[$"X-ASRS-{name}"].FirstOrDefault();
        return new(
            Header("Hub") ?? "", Header("Category") ?? "", Header("Event") ?? "", Header("Connection-Id") ?? "", Header("User-Id"), body.RootElement.Clone())
        {
            Headers = request.Headers,
            IsMessagePack = isMessagePack,
        };
    }

    static Task<JsonDocument> ReadJsonAsync(Stream body, CancellationToken ct) => JsonDocument.ParseAsync(body, cancellationToken: ct);

    /// <summary>An invocation in MessagePack is <c>[1, headers, invocation id or nil, target, arguments, streams]</c>.</summary>
    static async Task<JsonDocument> ReadMessagePackAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        try
        {
            using var fields = JsonDocument.Parse(MessagePackSerializer.ConvertToJson(body.ToArray()));
            return fields.RootElement is { ValueKind: JsonValueKind.Array } message && message.GetArrayLength() >= 5
                ? JsonSerializer.SerializeToDocument(new { type = message[0], invocationId = message[2], target = message[3], arguments = message[4] })
                : throw new JsonException("The body is no invocation in MessagePack.");
        }
        catch (MessagePackSerializationException unreadable)
        {
            throw new JsonException(unreadable.Message, unreadable);
        }
    }

    /// <summary>Signed with an access key: <c>sha256=</c> and the hex HMAC of the connection id, one for each key of the service.</summary>
    public bool IsSignedWith(string accessKey)
    {
        var expected = Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(accessKey), Encoding.UTF8.GetBytes(ConnectionId)));
        return Headers["X-ASRS-Signature"].ToString()
            .Split(',', StringSplitOptions.TrimEntries)
            .Any(signature => string.Equals(signature, $"sha256={expected}", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The value of the trigger's parameter.</summary>
    public string ToContext() => JsonSerializer.Serialize(new
    {
        Arguments,
        Error,
        Category,
        Event,
        Hub,
        ConnectionId,
        UserId,
        Headers = Headers.ToDictionary(header => header.Key, header => header.Value.ToString()),
        Query = Query(),
        Claims = Claims(),
    });

    Dictionary<string, string> Query() =>
        Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(Headers["X-ASRS-Client-Query"].ToString())
            .ToDictionary(pair => pair.Key, pair => pair.Value.ToString());

    /// <summary>Claims come as <c>type: value</c>, comma separated; of several values of one type the first counts.</summary>
    Dictionary<string, string> Claims() => Headers["X-ASRS-User-Claims"].ToString()
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(claim => claim.Split(": ", 2))
        .Where(claim => claim.Length == 2)
        .DistinctBy(claim => claim[0])
        .ToDictionary(claim => claim[0], claim => claim[1]);

    JsonElement? Property(string name) => Body.EnumerateObject()
        .Where(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && property.Value.ValueKind != JsonValueKind.Null)
        .Select(property => (JsonElement?)property.Value)
        .FirstOrDefault();
}
