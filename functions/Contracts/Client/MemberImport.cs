namespace Messaging.Contracts.Client;

/// <summary>GET /api/conversations/{id}/imports/{clientMessageId}: how far an import has come.</summary>
public sealed record MemberImport
{
    /// <summary>Commands that the import was cut into.</summary>
    public required int Commands { get; init; }

    /// <summary>Commands whose members are in the conversation.</summary>
    public required int Done { get; init; }

    /// <summary>Commands that were refused, with the reason; the others are not affected.</summary>
    public required IReadOnlyList<RefusedCommand> Refused { get; init; }
}

public sealed record RefusedCommand(string ClientMessageId, string Reason);
