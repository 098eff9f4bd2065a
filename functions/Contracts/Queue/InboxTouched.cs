namespace Messaging.Contracts.Queue;

/// <summary>On queue <c>sync</c>: hints and cursors for members' inboxes. Duplicates and lost order do no harm.</summary>
public sealed record InboxTouched
{
    public required string Tenant { get; init; }
    public IReadOnlyList<Touch> Touches { get; init; } = [];
    public IReadOnlyList<CursorMove> Cursors { get; init; } = [];
}

/// <summary>A conversation changed for these users; <paramref name="Removed"/> tells that they are no longer its members,
/// <paramref name="Invited"/> that they are not its members and may become so.</summary>
public sealed record Touch(string ConversationId, IReadOnlyList<string> Users, bool Removed = false, bool? Invited = null);

/// <summary>A user has read up to <paramref name="Seq"/>, where the conversation had <paramref name="Ordinal"/> messages, and a device of it has
/// received everything up to <paramref name="Delivered"/>, if that is further.</summary>
public sealed record CursorMove(string ConversationId, string User, long Seq, long Ordinal, long Delivered = 0);
