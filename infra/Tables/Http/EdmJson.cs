using System.Globalization;
using System.Text.Json;
using Messaging.Tables.Filters;
using Messaging.Tables.Storage;

namespace Messaging.Tables.Http;

/// <summary>Brings a value from a request into canonical form: whatever way a client writes a type, it is stored in one.</summary>
static class EdmJson
{
    public static void Write(Utf8JsonWriter writer, string name, JsonElement value, string? type)
    {
        switch (type ?? Untyped(name, value))
        {
            case "Edm.String":
                writer.WriteString(name, Limited(Text(name, value)));
                break;
            case "Edm.Boolean":
                writer.WriteBoolean(name, bool.TryParse(Raw(value), out var truth) ? truth : throw Invalid(name));
                break;
            case "Edm.Int32":
                writer.WriteNumber(name, Whole(value) is >= int.MinValue and <= int.MaxValue and var number ? number : throw Invalid(name));
                break;
            case "Edm.Double":
                WriteDouble(writer, name, value);
                break;
            case { } annotated:
                writer.WriteString($"{name}@odata.type", annotated);
                writer.WriteString(name, Annotated(name, value, annotated));
                break;
        }
    }

    static string Untyped(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => "Edm.String",
        JsonValueKind.True or JsonValueKind.False => "Edm.Boolean",
        // As the service's OData reader does: a number that is no Int32 is a Double, however whole.
        JsonValueKind.Number => value.TryGetInt32(out _) ? "Edm.Int32" : "Edm.Double",
        _ => throw Invalid(name),
    };

    static string Annotated(string name, JsonElement value, string type) => type switch
    {
        "Edm.Int64" when Whole(value) is { } number => number.ToString(CultureInfo.InvariantCulture),
        "Edm.DateTime" when Literals.ParseTime(Text(name, value)) is { } time => time >= Limits.EarliestDate
            ? CanonicalJson.Text(time) : throw new RequestRefused(TableError.OutOfRange($"'{name}' parameter")),
        "Edm.Guid" when Guid.TryParse(Text(name, value), out var guid) => guid.ToString(),
        "Edm.Binary" => Limited(value.TryGetBytesFromBase64(out var bytes) ? bytes : throw Invalid(name)),
        _ => throw Invalid(name),
    };

    static void WriteDouble(Utf8JsonWriter writer, string name, JsonElement value)
    {
        if (!double.TryParse(Raw(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            throw Invalid(name);
        if (CanonicalJson.Text(number) is { } text)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(text, skipInputValidation: true);
            return;
        }
        writer.WriteString($"{name}@odata.type", "Edm.Double");
        writer.WriteString(name, CanonicalJson.Name(number));
    }

    static long? Whole(JsonElement value) =>
        long.TryParse(Raw(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    static string Text(string name, JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Invalid(name);

    static string Raw(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    static string Limited(string text) =>
        text.Length <= Limits.StringCharacters ? text : throw new RequestRefused(TableError.PropertyValueTooLarge);

    static string Limited(byte[] bytes) => bytes.Length <= Limits.BinaryBytes
        ? Convert.ToBase64String(bytes) : throw new RequestRefused(TableError.PropertyValueTooLarge);

    static RequestRefused Invalid(string name) => new(TableError.InvalidValue(name));
}
