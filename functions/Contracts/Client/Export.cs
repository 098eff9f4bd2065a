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
