namespace Messaging.Tables.Storage;

/// <summary>
/// PartitionKey and RowKey. Stored as one blob, partition, a zero byte, row, whose byte order is the service's order:
/// UTF-16 code units, ordinal. Each code unit takes one to three bytes as in CESU-8; UTF-8 would sort U+E000 before emoji.
/// Keys hold no control characters, so 0 and 1 are free to end a partition.
/// </summary>
readonly record struct EntityKey(string PartitionKey, string RowKey)
{
    const byte Separator = 0;

    public byte[] Encode() => Join(PartitionKey, Separator, RowKey);

    /// <summary>The first key of a partition, whatever rows it holds.</summary>
    public static byte[] StartOf(string partitionKey) => Join(partitionKey, Separator, "");

    /// <summary>The first key behind a partition.</summary>
    public static byte[] EndOf(string partitionKey) => Join(partitionKey, Separator + 1, "");

    public static EntityKey Decode(ReadOnlySpan<byte> key)
    {
        var separator = key.IndexOf(Separator);
        return new(DecodePart(key[..separator]), DecodePart(key[(separator + 1)..]));
    }

    public static ReadOnlySpan<byte> PartitionPart(ReadOnlySpan<byte> key) => key[..key.IndexOf(Separator)];

    public static ReadOnlySpan<byte> RowPart(ReadOnlySpan<byte> key) => key[(key.IndexOf(Separator) + 1)..];

    public static string DecodePart(ReadOnlySpan<byte> part)
    {
        var text = part.Length <= 1024 ? stackalloc char[part.Length] : new char[part.Length];
        var length = 0;
        for (var i = 0; i < part.Length;)
            text[length++] = part[i] switch
            {
                < 0x80 => (char)part[i++],
                < 0xE0 => (char)((part[i++] & 0x1F) << 6 | part[i++] & 0x3F),
                _ => (char)((part[i++] & 0x0F) << 12 | (part[i++] & 0x3F) << 6 | part[i++] & 0x3F),
            };
        return new string(text[..length]);
    }

    static byte[] Join(string partitionKey, byte separator, string rowKey)
    {
        var key = new byte[LengthOf(partitionKey) + 1 + LengthOf(rowKey)];
        var end = Write(partitionKey, key);
        key[end] = separator;
        Write(rowKey, key.AsSpan(end + 1));
        return key;
    }

    static int LengthOf(string part)
    {
        var length = 0;
        foreach (var unit in part)
            length += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
        return length;
    }

    static int Write(string part, Span<byte> target)
    {
        var at = 0;
        foreach (var unit in part)
        {
            if (unit < 0x80)
            {
                target[at++] = (byte)unit;
                continue;
            }
            if (unit < 0x800)
                target[at++] = (byte)(0xC0 | unit >> 6);
            else
            {
                target[at++] = (byte)(0xE0 | unit >> 12);
                target[at++] = (byte)(0x80 | unit >> 6 & 0x3F);
            }
            target[at++] = (byte)(0x80 | unit & 0x3F);
        }
        return at;
    }
}
