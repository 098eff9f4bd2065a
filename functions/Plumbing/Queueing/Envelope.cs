using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;

namespace Messaging.Plumbing.Queueing;

/// <summary>CloudEvents 1.0 over AMQP in binary mode: metadata as application properties, the fact alone as body.</summary>
public static class Envelope
{
    public const string Type = "cloudEvents:type", Source = "cloudEvents:source", Id = "cloudEvents:id", SpecVersion = "cloudEvents:specversion";

    public static ServiceBusMessage Wrap<T>(T fact, string type, string source, string id) =>
        Wrap(new BinaryData(JsonSerializer.SerializeToUtf8Bytes(fact, TypeInfo<T>())), type, source, id);

    public static ServiceBusMessage Wrap(BinaryData body, string type, string source, string id) => new(body)
    {
        MessageId = id,
        Subject = type,
        ContentType = "application/json",
        ApplicationProperties = { [Type] = type, [Source] = source, [Id] = id, [SpecVersion] = "1.0" },
    };

    /// <summary>The wire name of the fact. The AMQP binding lets senders write <c>cloudEvents_type</c> too, since JMS forbids the colon.</summary>
    public static string? TypeOf(ServiceBusReceivedMessage message) =>
        (message.ApplicationProperties.GetValueOrDefault(Type) ?? message.ApplicationProperties.GetValueOrDefault("cloudEvents_type")) as string;

    /// <summary>The fact, or a <see cref="JsonException"/> if the body is not one.</summary>
    public static T Open<T>(ServiceBusReceivedMessage message) =>
        JsonSerializer.Deserialize(message.Body, TypeInfo<T>()) ?? throw new JsonException("The body is null.");

    /// <summary>The fact of a queue that carries one type only; any other type is a <see cref="JsonException"/> too.</summary>
    public static T Open<T>(ServiceBusReceivedMessage message, string type) => TypeOf(message) == type
        ? Open<T>(message)
        : throw new JsonException($"The type is '{TypeOf(message)}', not '{type}'.", Type, null, null);

    public static JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)ContractsJson.Wire.GetTypeInfo(typeof(T))!;
}
