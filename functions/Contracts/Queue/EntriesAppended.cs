using Messaging.Contracts.Client;

namespace Messaging.Contracts.Queue;

/// <summary>On queue <c>fanout</c>: what Route appended, and what it refused, in one or several of its invocations.</summary>
public sealed record EntriesAppended
{
    public IReadOnlyList<Append> Appends { get; init; } = [];
    public IReadOnlyList<Rejection> Rejections { get; init; } = [];
}

/// <summary>Entries of one conversation in rising seq. The same entry may come more than once; it is the same by its seq.</summary>
public sealed record Append
{
    public required string Tenant { get; init; }
    public required string ConversationId { get; init; }

    /// <summary>Changes when a log is restored from an older state; clients then start anew.</summary>
    public required string Epoch { get; init; }
    public required int MemberCount { get; init; }
    public required IReadOnlyList<Entry> Entries { get; init; }
}

/// <summary>The stored fate of a command that was accepted with 202 but refused by Route.</summary>
public sealed record Rejection
{
    public required string Tenant { get; init; }
    public required string Sender { get; init; }
    public required string ConversationId { get; init; }
    public required string ClientMessageId { get; init; }

    /// <summary>One of <see cref="RejectionReasons"/>.</summary>
    public required string Reason { get; init; }
}

public static class RejectionReasons
{
    public const string NotFound = "conversation-not-found";
    public const string NotMember = "not-a-member";
    public const string NotAllowed = "not-allowed";
    public const string TargetGone = "target-gone";
    public const string Muted = "muted";
    public const string SlowMode = "slow-mode";
    public const string Archived = "archived";
    public const string Banned = "banned";

    /// <summary>The other user of a direct conversation wants nothing from the sender.</summary>
    public const string Blocked = "blocked";
    public const string NotInvited = "not-invited";
    public const string LastOwner = "last-owner";
    public const string MentionsNoMember = "mentions-no-member";

    /// <summary>Its time was over before it got its place.</summary>
    public const string Expired = "expired";

    /// <summary>One more would be beyond one of <see cref="Limits"/>.</summary>
    public const string TooMany = "too-many";
    public const string UnknownCommand = "unknown-command";

    /// <summary>It failed every time it was tried; an operator finds it in the dead-letter queue.</summary>
    public const string Poison = "could-not-be-processed";
}
