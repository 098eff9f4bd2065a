using System.Buffers.Binary;

namespace Messaging.ServiceBus.Amqp;

/// <summary>Finds the sections of an encoded message without decoding them (AMQP 1.0 part 3, 3.2).</summary>
static class Sections
{
    internal const byte Header = 0x70, DeliveryAnnotations = 0x71, MessageAnnotations = 0x72, Properties = 0x73,
        ApplicationProperties = 0x74, Data = 0x75, Sequence = 0x76, Value = 0x77, Footer = 0x78;

    /// <summary>The section that starts at <paramref name="offset"/> and the offset behind it.</summary>
    /// <exception cref="FormatException">The bytes are not a section.</exception>
    internal static (byte Code, int End) At(ReadOnlySpan<byte> message, int offset)
    {
        try
        {
            return Find(message, offset);
        }
        catch (Exception failure) when (failure is IndexOutOfRangeException or ArgumentOutOfRangeException or OverflowException)
        {
            throw new FormatException($"The section at byte {offset} is cut off.", failure);
        }
    }

    static (byte Code, int End) Find(ReadOnlySpan<byte> message, int offset)
    {
        if (message.Length < offset + 3 || message[offset] != 0x00)
            throw new FormatException($"No section starts at byte {offset}.");
        var (code, value) = Descriptor(message, offset + 1);
        if (code is < Header or > Footer)
            throw new FormatException($"Unknown message section 0x{code:x} at byte {offset}.");
        var end = SkipValue(message, value);
        if (end > message.Length)
            throw new FormatException($"Section 0x{code:x} ends behind its message.");
        return (code, end);
    }

    static (byte Code, int Value) Descriptor(ReadOnlySpan<byte> message, int offset) => message[offset] switch
    {
        0x53 => (message[offset + 1], offset + 2),
        0x80 => ((byte)BinaryPrimitives.ReadUInt64BigEndian(message[(offset + 1)..]), offset + 9),
        var other => throw new FormatException($"A section cannot be described by format code 0x{other:x}."),
    };

    static int SkipValue(ReadOnlySpan<byte> message, int offset)
    {
        var format = message[offset];
        if (format == 0x00)
            return SkipValue(message, SkipValue(message, offset + 1));
        return (format >> 4) switch
        {
            0x4 => offset + 1,
            0x5 => offset + 2,
            0x6 => offset + 3,
            0x7 => offset + 5,
            0x8 => offset + 9,
            0x9 => offset + 17,
            0xa or 0xc or 0xe => offset + 2 + message[offset + 1],
            0xb or 0xd or 0xf => checked(offset + 5 + (int)BinaryPrimitives.ReadUInt32BigEndian(message[(offset + 1)..])),
            _ => throw new FormatException($"Unknown format code 0x{format:x} at byte {offset}."),
        };
    }
}
