using System.Text.Json;
using System.Text.Json.Serialization;
using Messaging.ServiceBus.Entities;

namespace Messaging.ServiceBus.Config;

/// <summary>Properties of a queue, a topic or a subscription, as the service names them.</summary>
sealed record EntityProperties
{
    public TimeSpan? LockDuration { get; init; }
    public int? MaxDeliveryCount { get; init; }
    public bool? RequiresSession { get; init; }
    public bool? RequiresDuplicateDetection { get; init; }
    public TimeSpan? DuplicateDetectionHistoryTimeWindow { get; init; }
    public TimeSpan? DefaultMessageTimeToLive { get; init; }
    public bool? DeadLetteringOnMessageExpiration { get; init; }
    public bool? DeadLetteringOnFilterEvaluationExceptions { get; init; }
    public int? MaxSizeInMegabytes { get; init; }
    public string? ForwardTo { get; init; }
    public string? ForwardDeadLetteredMessagesTo { get; init; }
    public bool? EnablePartitioning { get; init; }
    public bool? EnableBatchedOperations { get; init; }
    public bool? SupportOrdering { get; init; }
    public TimeSpan? AutoDeleteOnIdle { get; init; }
    public string? UserMetadata { get; init; }
    public string? Status { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; init; }

    internal QueueDescription ToQueue()
    {
        var defaults = new QueueDescription();
        return new QueueDescription
        {
            LockDuration = LockDuration ?? defaults.LockDuration,
            MaxDeliveryCount = MaxDeliveryCount ?? defaults.MaxDeliveryCount,
            RequiresSession = RequiresSession ?? false,
            RequiresDuplicateDetection = RequiresDuplicateDetection ?? false,
            DuplicateDetectionHistoryTimeWindow = DuplicateDetectionHistoryTimeWindow ?? defaults.DuplicateDetectionHistoryTimeWindow,
            DefaultMessageTimeToLive = DefaultMessageTimeToLive ?? defaults.DefaultMessageTimeToLive,
            DeadLetteringOnMessageExpiration = DeadLetteringOnMessageExpiration ?? false,
            DeadLetteringOnFilterEvaluationExceptions = DeadLetteringOnFilterEvaluationExceptions ?? true,
            MaxSizeInMegabytes = MaxSizeInMegabytes ?? defaults.MaxSizeInMegabytes,
        };
    }

    internal void RefuseUnknown(string entity)
    {
        if (Unknown is { Count: > 0 })
            throw new InvalidDataException($"'{entity}' has the unknown property '{Unknown.Keys.First()}'.");
        if (!string.IsNullOrEmpty(ForwardTo))
            throw new InvalidDataException($"'{entity}' asks for ForwardTo, which is not implemented.");
        if (!string.IsNullOrEmpty(ForwardDeadLetteredMessagesTo))
            throw new InvalidDataException($"'{entity}' asks for ForwardDeadLetteredMessagesTo, which is not implemented.");
        if (EnablePartitioning == true)
            throw new InvalidDataException($"'{entity}' asks for EnablePartitioning, which is not implemented.");
        if (Status is not (null or "Active"))
            throw new InvalidDataException($"'{entity}' asks for Status '{Status}'; only 'Active' is implemented.");
    }
}
