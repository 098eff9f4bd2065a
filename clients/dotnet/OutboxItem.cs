using System.Text.Json.Serialization;
using Messaging.Contracts.Client;

namespace Messaging.Client;

/// <summary>A message that was sent and is not in a log yet.</summary>
public sealed record OutboxItem
{
    /// <summary>Where to.</summary>
    public required string ConversationId { get; init; }

    /// <summary>Stays the same over retries and restarts, so that the message takes effect once.</summary>
    public required string ClientMessageId { get; init; }

    /// <summary>What it says.</summary>
    public required NewMessage Message { get; init; }

    /// <summary>How far it has come.</summary>
    public required OutboxState State { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset Time { get; init; }
}

/// <summary>How far a message has come.</summary>
public enum OutboxState
{
    /// <summary>For those before it, or for a connection.</summary>
    Waiting,

    /// <summary>Its request is on the way.</summary>
    Sending,

    /// <summary>Accepted, which is durable, and not yet seen in the log.</summary>
    Sent,

    /// <summary>Refused for good.</summary>
    Failed,
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<OutboxItem>))]
sealed partial class OutboxJson : JsonSerializerContext;
