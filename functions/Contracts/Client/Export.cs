namespace Messaging.Contracts.Client;

/// <summary>One line of GET /api/conversations/{id}/export or GET /api/sync/export: what it holds besides the conversation's id is one thing,
/// or where the caller stands. The last line says <see cref="Complete"/>; an answer without it broke off.</summary>
public sealed record ExportLine
{
    public string? ConversationId { get; init; }
    public ConversationDetails? Conversation { get; init; }
    public ConversationMember? Member { get; init; }

    /// <summary>As a history page shows it.</summary>
    public Entry? Entry { get; init; }

    /// <summary>How far the caller has come.</summary>
    public Receipt? Cursor { get; init; }
    public Preferences? Preferences { get; init; }
    public bool? Complete { get; init; }
}

/// <summary>One line of GET /api/conversations/{id}/audit: what became of a command, without what it said. The last line says
/// <see cref="Complete"/>; an answer without it broke off.</summary>
public sealed record AuditLine
{
    /// <summary>Who.</summary>
    public string? User { get; init; }
    public string? ClientMessageId { get; init; }

    /// <summary>What: one of <see cref="Queue.CommandKinds"/>.</summary>
    public string? Command { get; init; }

    /// <summary>When Send accepted it.</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>Of its entry, or of the last one where there was nothing to change.</summary>
    public long? Seq { get; init; }

    /// <summary>Why it was refused: one of <see cref="Queue.RejectionReasons"/>.</summary>
    public string? Reason { get; init; }
    public bool? Complete { get; init; }
}
