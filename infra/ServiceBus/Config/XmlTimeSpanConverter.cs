using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml;

namespace Messaging.ServiceBus.Config;

/// <summary>ISO 8601 durations such as <c>PT1M</c>; one too long for a TimeSpan means for ever.</summary>
sealed class XmlTimeSpanConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString()!;
        try
        {
            return XmlConvert.ToTimeSpan(text);
        }
        catch (OverflowException)
        {
            return TimeSpan.MaxValue;
        }
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(XmlConvert.ToString(value));
}
