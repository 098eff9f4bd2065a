using Google.Protobuf;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;

namespace Messaging.FunctionsHost.ServiceBus;

/// <summary>Message properties as they travel in settlement calls: an encoded AMQP map.</summary>
static class AmqpProperties
{
    /// <summary>Null when there are none.</summary>
    public static Dictionary<string, object>? Decode(ByteString encoded)
    {
        if (encoded.IsEmpty)
        {
            return null;
        }

        using var buffer = new ByteBuffer(encoded.ToByteArray(), 0, encoded.Length);
        return AmqpCodec.DecodeMap(buffer).ToDictionary(pair => pair.Key.ToString()!, pair => Decode(pair.Value));
    }

    static object Decode(object value) => value is not DescribedType described ? value : described.Descriptor?.ToString() switch
    {
        "com.microsoft:timespan" => TimeSpan.FromTicks((long)described.Value),
        "com.microsoft:datetime-offset" => new DateTimeOffset((long)described.Value, TimeSpan.Zero),
        "com.microsoft:uri" => new Uri((string)described.Value),
        var unknown => throw new NotSupportedException($"AMQP type {unknown} is not a message property."),
    };
}
