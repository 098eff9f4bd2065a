using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Messaging.Tables.Storage;

/// <summary>
/// An entity's own properties as they are stored and sent: one JSON object in canonical form, an annotation right before its value.
/// A quote inside a string is always escaped, so the bytes <c>"Name":</c> occur only where that property stands.
/// </summary>
static class PropertyBag
{
    const string AnnotationSuffix = "@odata.type";

    public static readonly byte[] Empty = "{}"u8.ToArray();

    public static EdmValue Find(ReadOnlySpan<byte> bag, PropertyName name)
    {
        var at = bag.IndexOf(name.Member);
        if (at < 0)
            return default;
        var token = FirstToken(bag[(at + name.Member.Length)..]);
        return new(TypeOf(token, bag[..at], name), token);
    }

    /// <summary>Puts <paramref name="changes"/> over <paramref name="stored"/>; what only one of them names is kept.</summary>
    public static byte[] Merge(ReadOnlyMemory<byte> stored, ReadOnlyMemory<byte> changes)
    {
        var changed = Split(changes);
        var names = changed.Select(property => property.Name).ToHashSet(StringComparer.Ordinal);
        var merged = new ArrayBufferWriter<byte>(stored.Length + changes.Length);
        merged.Write("{"u8);
        foreach (var property in Split(stored).Where(property => !names.Contains(property.Name)).Concat(changed))
        {
            if (merged.WrittenCount > 1)
                merged.Write(","u8);
            merged.Write(property.Json.Span);
        }
        merged.Write("}"u8);
        return merged.WrittenSpan.ToArray();
    }

    public static List<Property> Split(ReadOnlyMemory<byte> bag)
    {
        var properties = new List<Property>();
        var reader = new Utf8JsonReader(bag.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var (name, member, type) = ReadName(ref reader);
            var valueStart = (int)reader.TokenStartIndex;
            var value = new EdmValue(type ?? TypeOf(bag.Span[valueStart..]), bag.Span[valueStart..(int)reader.BytesConsumed]);
            properties.Add(new(name, bag[start..(int)reader.BytesConsumed], member - start, EntitySize.Of(name, value)));
        }
        return properties;
    }

    /// <summary>Goes on to the value; answers the name, where the member that holds the value begins, and the annotated type.</summary>
    static (string Name, int Member, EdmType? Type) ReadName(ref Utf8JsonReader reader)
    {
        var (name, member) = (reader.GetString()!, (int)reader.TokenStartIndex);
        reader.Read();
        if (!name.EndsWith(AnnotationSuffix, StringComparison.Ordinal))
            return (name, member, null);
        var type = ParseType(reader.ValueSpan);
        reader.Read();
        member = (int)reader.TokenStartIndex;
        reader.Read();
        return (name[..^AnnotationSuffix.Length], member, type);
    }

    static ReadOnlySpan<byte> FirstToken(ReadOnlySpan<byte> rest)
    {
        if (rest[0] != '"')
            return rest[..rest.IndexOfAny((byte)',', (byte)'}')];
        var end = 1;
        while (true)
        {
            end += rest[end..].IndexOfAny((byte)'"', (byte)'\\');
            if (rest[end] == '"')
                return rest[..(end + 1)];
            end += 2;
        }
    }

    static EdmType TypeOf(ReadOnlySpan<byte> token, ReadOnlySpan<byte> before, PropertyName name)
    {
        if (token[0] != '"' || !before.EndsWith("\","u8))
            return TypeOf(token);
        before = before[..^2];
        var typeAt = before.LastIndexOf((byte)'"');
        return before[..typeAt].EndsWith(name.Annotation) ? ParseType(before[(typeAt + 1)..]) : EdmType.String;
    }

    static EdmType TypeOf(ReadOnlySpan<byte> token) => token[0] switch
    {
        (byte)'"' => EdmType.String,
        (byte)'t' or (byte)'f' => EdmType.Boolean,
        _ => token[..NumberLength(token)].ContainsAny((byte)'.', (byte)'E') ? EdmType.Double : EdmType.Int32,
    };

    static int NumberLength(ReadOnlySpan<byte> token) => token.IndexOfAny((byte)',', (byte)'}') is >= 0 and var end ? end : token.Length;

    static EdmType ParseType(ReadOnlySpan<byte> edm) => Enum.Parse<EdmType>(Encoding.ASCII.GetString(edm["Edm.".Length..]));
}

/// <summary>One member of a bag with its annotation.</summary>
/// <param name="Value">Where in <paramref name="Json"/> the annotation ends.</param>
/// <param name="Size">Bytes that the service counts for it.</param>
readonly record struct Property(string Name, ReadOnlyMemory<byte> Json, int Value, int Size);
