namespace Messaging.Contracts.Client;

/// <summary>What users say of themselves; who says nothing is <see cref="Available"/>.</summary>
public static class UserStatuses
{
    public const string Available = "available", Busy = "busy", Away = "away";

    /// <summary>Shown to others as offline.</summary>
    public const string Invisible = "invisible";

    public static IReadOnlyList<string> All { get; } = [Available, Busy, Away, Invisible];
}

/// <summary>PUT /api/presence: takes the place of the status before, on all of the caller's devices.</summary>
public sealed record NewStatus
{
    /// <summary>One of <see cref="UserStatuses"/>.</summary>
    public string? Status { get; init; }

    /// <summary>At most <see cref="Limits.StatusCharacters"/> characters; shown while offline too.</summary>
    public string? Text { get; init; }

    /// <summary>When it ends by itself, at most <see cref="Limits.StatusDays"/> days ahead. Watchers see the end within 75 s.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>POST /api/presence/query</summary>
public sealed record PresenceQuery
{
    /// <summary>1 to <see cref="Limits.PresenceUsers"/> user ids.</summary>
    public IReadOnlyList<string>? Users { get; init; }
}

/// <summary>GET /api/presence/conversations/{id}, and the answer to <c>view</c>.</summary>
public sealed record ConversationPresence
{
    public required string ConversationId { get; init; }
    public required int Members { get; init; }
    public required int Online { get; init; }

    /// <summary>Whether typing is shown; above a number of members it is not.</summary>
    public required bool Typing { get; init; }

    /// <summary>The members one by one; absent where they are only counted.</summary>
    public IReadOnlyList<PresenceEvent>? Users { get; init; }
}

/// <summary>GET /api/blocks: whom the caller has blocked.</summary>
public sealed record BlockList(IReadOnlyList<string> Users);

/// <summary>GET /api/settings: what clients must know to behave alike. Above a number of members a feature is off.</summary>
public sealed record ClientSettings
{
    /// <summary>Above it nobody is shown typing.</summary>
    public required int TypingMembers { get; init; }

    /// <summary>Above it members' presence is counted only.</summary>
    public required int PresenceMembers { get; init; }

    /// <summary>Above it receipts are counted only.</summary>
    public required int ReceiptMembers { get; init; }

    public required int TypingRepeatSeconds { get; init; }
    public required int TypingShownSeconds { get; init; }
    public required int HeartbeatSeconds { get; init; }

    /// <summary>A watch ends after it unless it is repeated.</summary>
    public required int WatchSeconds { get; init; }
}
