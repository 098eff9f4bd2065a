namespace Messaging.Contracts.Client;

/// <summary>GET /api/conversations/{id}/commands/{clientMessageId}: what became of a command of the caller's own.</summary>
public sealed record CommandFate
{
    public required string ConversationId { get; init; }
    public required string ClientMessageId { get; init; }

    /// <summary>One of <see cref="CommandStates"/>.</summary>
    public required string State { get; init; }

    /// <summary>Of an appended command: its entry's, or the last one's where there was nothing to change.</summary>
    public long? Seq { get; init; }

    /// <summary>Of a refused command: one of <see cref="Queue.RejectionReasons"/>.</summary>
    public string? Reason { get; init; }
}

public static class CommandStates
{
    public const string Appended = "appended";
    public const string Refused = "refused";

    /// <summary>Not decided: on its way, scheduled, or never accepted. What was answered 202 does not stay here.</summary>
    public const string Unknown = "unknown";
}
