using System.Globalization;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Google.Protobuf.Collections;
using Messaging.FunctionsHost.Protocol;

namespace Messaging.FunctionsHost.ServiceBus;

/// <summary>The values beside the message that bind to a function's parameters by name; a batch has one array a name.</summary>
static class TriggerMetadata
{
    static readonly (string Name, Func<ServiceBusReceivedMessage, string?> Get)[] Strings =
    [
        ("LockToken", message => message.LockToken),
        ("MessageId", message => message.MessageId),
        ("ContentType", message => message.ContentType),
        ("CorrelationId", message => message.CorrelationId),
        ("Subject", message => message.Subject),
        ("Label", message => message.Subject),
        ("To", message => message.To),
        ("ReplyTo", message => message.ReplyTo),
        ("ReplyToSessionId", message => message.ReplyToSessionId),
        ("SessionId", message => message.SessionId),
        ("PartitionKey", message => message.PartitionKey),
        ("TransactionPartitionKey", message => message.TransactionPartitionKey),
        ("DeadLetterSource", message => message.DeadLetterSource),
    ];

    static readonly (string Name, Func<ServiceBusReceivedMessage, string> Get)[] Jsons =
    [
        ("DeliveryCount", message => message.DeliveryCount.ToString(CultureInfo.InvariantCulture)),
        ("ExpiresAtUtc", message => JsonSerializer.Serialize(message.ExpiresAt.UtcDateTime)),
        ("ExpiresAt", message => JsonSerializer.Serialize(message.ExpiresAt)),
        ("EnqueuedTimeUtc", message => JsonSerializer.Serialize(message.EnqueuedTime.UtcDateTime)),
        ("EnqueuedTime", message => JsonSerializer.Serialize(message.EnqueuedTime)),
        ("ApplicationProperties", message => JsonSerializer.Serialize(message.ApplicationProperties)),
        ("UserProperties", message => JsonSerializer.Serialize(message.ApplicationProperties)),
    ];

    public static MapField<string, TypedData> Of(ServiceBusReceivedMessage message, ISessionActions? session)
    {
        var metadata = new MapField<string, TypedData>();
        foreach (var (name, get) in Strings)
        {
            if (get(message) is { } value)
            {
                metadata[name] = new() { String = value };
            }
        }

        foreach (var (name, get) in Jsons)
        {
            metadata[name] = new() { Json = get(message) };
        }

        metadata["SequenceNumber"] = new() { Json = message.SequenceNumber.ToString(CultureInfo.InvariantCulture) };
        AddSession(metadata, session);
        return metadata;
    }

    public static MapField<string, TypedData> Of(IReadOnlyList<ServiceBusReceivedMessage> messages, ISessionActions? session)
    {
        var metadata = new MapField<string, TypedData>();
        foreach (var (name, get) in Strings)
        {
            metadata[name + "Array"] = new() { CollectionString = new() { String = { messages.Select(message => get(message) ?? "") } } };
        }

        foreach (var (name, get) in Jsons)
        {
            metadata[name + "Array"] = new() { Json = $"[{string.Join(',', messages.Select(get))}]" };
        }

        metadata["SequenceNumberArray"] =
            new() { CollectionSint64 = new() { Sint64 = { messages.Select(message => message.SequenceNumber) } } };
        AddSession(metadata, session);
        return metadata;
    }

    static void AddSession(MapField<string, TypedData> metadata, ISessionActions? session)
    {
        if (session is not null)
        {
            metadata["SessionActions"] = new() { Json = $$"""{"SessionLockedUntil":{{JsonSerializer.Serialize(session.LockedUntil)}}}""" };
        }
    }
}
