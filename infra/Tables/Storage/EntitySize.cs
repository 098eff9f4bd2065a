using System.Text;

namespace Messaging.Tables.Storage;

/// <summary>What an entity counts against its limits, by the formula of the service's documentation: strings as UTF-16.</summary>
static class EntitySize
{
    public static TableError? Check(EntityKey key, ReadOnlyMemory<byte> bag)
    {
        // No property counts more than three times the bytes it is stored in, nor takes fewer than six of them.
        if (bag.Length < Limits.EntityBytes / 4 && bag.Length / 6 <= Limits.Properties)
            return null;
        var properties = PropertyBag.Split(bag);
        if (properties.Count > Limits.Properties)
            return TableError.TooManyProperties;
        var size = 4 + 2 * (key.PartitionKey.Length + key.RowKey.Length) + properties.Sum(property => property.Size);
        return size > Limits.EntityBytes ? TableError.EntityTooLarge : null;
    }

    public static int Of(string name, in EdmValue value) => 8 + 2 * name.Length + value.Type switch
    {
        EdmType.Boolean => 1,
        EdmType.Int32 => 4,
        EdmType.Int64 or EdmType.Double or EdmType.DateTime => 8,
        EdmType.Guid => 16,
        EdmType.Binary => 4 + (value.Token.Length - 2) / 4 * 3,
        _ => 4 + 2 * Characters(value.Token),
    };

    static int Characters(ReadOnlySpan<byte> quoted) =>
        quoted.Contains((byte)'\\') ? CanonicalJson.Unquote(quoted).Length : Encoding.UTF8.GetCharCount(quoted) - 2;
}
