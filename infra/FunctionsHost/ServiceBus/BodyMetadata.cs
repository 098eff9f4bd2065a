using System.Text.Json;
using Google.Protobuf.Collections;
using Messaging.FunctionsHost.Protocol;

namespace Messaging.FunctionsHost.ServiceBus;

/// <summary>Top-level properties of a JSON body bind by name as well; the message's own metadata goes first.</summary>
static class BodyMetadata
{
    public static void Add(MapField<string, TypedData> metadata, string body)
    {
        if (!body.AsSpan().TrimStart().StartsWith("{"))
        {
            return;
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            foreach (var property in json.RootElement.EnumerateObject().Where(property => !metadata.ContainsKey(property.Name)))
            {
                if (ValueOf(property.Value) is { } value)
                {
                    metadata[property.Name] = value;
                }
            }
        }
        catch (JsonException)
        {
            // Text that only looks like JSON has no properties.
        }
    }

    static TypedData? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array or JsonValueKind.Null => null,
        JsonValueKind.String => new() { String = value.GetString() },
        _ => new() { Json = value.GetRawText() },
    };
}
