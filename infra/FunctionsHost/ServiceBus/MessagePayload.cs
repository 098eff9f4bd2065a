using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Google.Protobuf;
using Messaging.FunctionsHost.Metadata;
using Messaging.FunctionsHost.Protocol;

namespace Messaging.FunctionsHost.ServiceBus;

/// <summary>Messages in the form that the function's parameter type asks for.</summary>
static class MessagePayload
{
    const int LockTokenLength = 16;

    public static TypedData One(BindingDefinition trigger, ServiceBusReceivedMessage message) => trigger switch
    {
        { IsDeferred: true } => new() { ModelBindingData = Raw(message) },
        { IsBinary: true } => new() { Bytes = Bytes(message) },
        _ => new() { String = Text(message) },
    };

    public static TypedData Many(BindingDefinition trigger, IReadOnlyList<ServiceBusReceivedMessage> messages) => trigger switch
    {
        { IsDeferred: true } => new() { CollectionModelBindingData = new() { ModelBindingData = { messages.Select(Raw) } } },
        { IsBinary: true } => new() { CollectionBytes = new() { Bytes = { messages.Select(Bytes) } } },
        { IsString: true } => new() { CollectionString = new() { String = { messages.Select(Text) } } },
        _ => new() { Json = JsonArray(messages) },
    };

    /// <summary>Content is the 16 bytes of the lock token followed by the encoded AMQP message.</summary>
    static ModelBindingData Raw(ServiceBusReceivedMessage message)
    {
        var encoded = message.GetRawAmqpMessage().ToBytes().ToMemory();
        var content = new byte[LockTokenLength + encoded.Length];
        Guid.Parse(message.LockToken).TryWriteBytes(content);
        encoded.CopyTo(content.AsMemory(LockTokenLength));
        return new()
        {
            Version = "1.0",
            Source = "AzureServiceBusReceivedMessage",
            ContentType = "application/octet-stream",
            Content = UnsafeByteOperations.UnsafeWrap(content),
        };
    }

    static ByteString Bytes(ServiceBusReceivedMessage message) =>
        Value(message) is { } text ? ByteString.CopyFromUtf8(text) : UnsafeByteOperations.UnsafeWrap(message.Body.ToMemory());

    static string Text(ServiceBusReceivedMessage message) => Value(message) ?? message.Body.ToString();

    /// <summary>Clients of other languages may send an AMQP value instead of data; it stands for its text.</summary>
    static string? Value(ServiceBusReceivedMessage message) =>
        message.GetRawAmqpMessage().Body.TryGetValue(out var value) ? Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) : null;

    static string JsonArray(IReadOnlyList<ServiceBusReceivedMessage> messages)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var message in messages)
            {
                WriteElement(json, Text(message));
            }

            json.WriteEndArray();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>A body that is no JSON arrives as a string, and only its own element fails to bind.</summary>
    static void WriteElement(Utf8JsonWriter json, string text)
    {
        try
        {
            json.WriteRawValue(text);
        }
        catch (JsonException)
        {
            json.WriteStringValue(text);
        }
    }
}
