using System.Runtime.Serialization;
using Google.Protobuf;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Message properties as an AMQP map, with the three described types that Service Bus adds to AMQP's own.</summary>
static class AmqpProperties
{
    public static ByteString Encode(IEnumerable<KeyValuePair<string, object>> properties)
    {
        var map = new AmqpMap();
        foreach (var (name, value) in properties)
        {
            map.Add(new MapKey(name), Encode(name, value));
        }

        using var buffer = new ByteBuffer(256, autoGrow: true);
        AmqpCodec.EncodeMap(map, buffer);
        return ByteString.CopyFrom(buffer.Buffer, buffer.Offset, buffer.Length);
    }

    static object? Encode(string name, object? value) => value switch
    {
        null or byte or sbyte or char or short or ushort or int or uint or long or ulong => value,
        float or double or decimal or bool or Guid or string or DateTime => value,
        TimeSpan span => Described("com.microsoft:timespan", span.Ticks),
        DateTimeOffset time => Described("com.microsoft:datetime-offset", time.UtcTicks),
        Uri uri => Described("com.microsoft:uri", uri.AbsoluteUri),
        Stream stream => ReadAll(stream),
        _ => throw new SerializationException($"Property {name} has a value of type {value.GetType()}, which AMQP properties cannot carry."),
    };

    static DescribedType Described(AmqpSymbol descriptor, object value) => new(descriptor, value);

    static ArraySegment<byte> ReadAll(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
