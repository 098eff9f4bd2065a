using System.Buffers;
using System.Text.Json;
using Messaging.Tables.Storage;

namespace Messaging.Tables.Http;

/// <summary>An entity as a client sends it.</summary>
/// <param name="Properties">A <see cref="PropertyBag"/>.</param>
sealed record EntityJson(string? PartitionKey, string? RowKey, byte[] Properties)
{
    const string Annotation = "@odata.type";

    /// <exception cref="RequestRefused">InvalidInput or the limit that a property breaks.</exception>
    public static EntityJson Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : throw Malformed();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw Malformed();
        }
    }

    static EntityJson Read(JsonElement entity)
    {
        string? partition = null, row = null;
        var types = Annotations(entity);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var bag = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(bag, CanonicalJson.Options);
        writer.WriteStartObject();
        foreach (var property in entity.EnumerateObject())
        {
            if (property.Name.Contains('@', StringComparison.Ordinal) || property.Name.StartsWith("odata.", StringComparison.Ordinal))
                continue;
            if (!names.Add(property.Name))
                throw new RequestRefused(new(400, "DuplicatePropertiesSpecified", "A property is specified more than one time."));
            if (property.Name == "PartitionKey")
                partition = property.Value.GetString();
            else if (property.Name == "RowKey")
                row = property.Value.GetString();
            else if (property.Name != "Timestamp" && property.Value.ValueKind != JsonValueKind.Null)
                Write(writer, property, types?.GetValueOrDefault(property.Name));
        }
        writer.WriteEndObject();
        writer.Flush();
        return new(partition, row, bag.WrittenSpan.ToArray());
    }

    static void Write(Utf8JsonWriter writer, JsonProperty property, string? type)
    {
        if (Names.CheckProperty(property.Name) is { } error)
            throw new RequestRefused(error);
        EdmJson.Write(writer, property.Name, property.Value, type);
    }

    /// <summary>They may stand before or behind their property.</summary>
    static Dictionary<string, string>? Annotations(JsonElement entity)
    {
        Dictionary<string, string>? types = null;
        foreach (var property in entity.EnumerateObject())
            if (property.Name.EndsWith(Annotation, StringComparison.Ordinal))
                (types ??= new(StringComparer.Ordinal))[property.Name[..^Annotation.Length]] = property.Value.GetString()!;
        return types;
    }

    static RequestRefused Malformed() => new(TableError.InvalidInput("The body is not a JSON object of properties."));
}
