using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Primitives;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The host sends one string a name; several values are joined by commas.</summary>
sealed class CommaSeparatedValuesConverter : JsonConverter<IDictionary<string, StringValues>>
{
    public override IDictionary<string, StringValues> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<Dictionary<string, string?>>(ref reader, options)!
            .ToDictionary(pair => pair.Key, pair => new StringValues(pair.Value?.Split(',')));

    public override void Write(Utf8JsonWriter writer, IDictionary<string, StringValues> value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()), options);
}
