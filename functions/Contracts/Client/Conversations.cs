namespace Messaging.Contracts.Client;

/// <summary>GET /api/conversations/{id}: what a conversation is, and what the caller is in it.</summary>
public sealed record ConversationDetails
{
    public required string ConversationId { get; init; }

    /// <summary>One of <see cref="Queue.ConversationKinds"/>.</summary>
    public required string Kind { get; init; }
    public string? Title { get; init; }
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>What is absent has its default.</summary>
    public required ConversationSettings Settings { get; init; }
    public bool Archived { get; init; }
    public required string Epoch { get; init; }

    /// <summary>The last seq of the log.</summary>
    public required long Seq { get; init; }
    public required int MemberCount { get; init; }

    /// <summary>The caller's, one of <see cref="MemberRoles"/>.</summary>
    public required string Role { get; init; }

    /// <summary>Until then the caller may only read.</summary>
    public DateTimeOffset? MutedUntil { get; init; }
}

/// <summary>GET /api/conversations/{id}/members, in the order of their ids' keys.</summary>
/// <param name="ConversationId">Of it.</param>
/// <param name="Members">At most <see cref="Limits.PageMembers"/>.</param>
/// <param name="Next">To be given as <c>after</c> for the next page; absent on the last.</param>
public sealed record MemberPage(string ConversationId, IReadOnlyList<ConversationMember> Members, string? Next = null);

/// <param name="User">The member.</param>
/// <param name="Role">One of <see cref="MemberRoles"/>.</param>
/// <param name="JoinedAt">When.</param>
/// <param name="MutedUntil">Until then the member may only read.</param>
public sealed record ConversationMember(string User, string Role, DateTimeOffset JoinedAt, DateTimeOffset? MutedUntil = null);

/// <summary>GET /api/conversations/{id}/messages/{seq}/reactions, in the order of the users' keys.</summary>
/// <param name="ConversationId">Of it.</param>
/// <param name="Seq">The message.</param>
/// <param name="Reactions">With <c>reaction</c> asked for a page may hold little or nothing and still say where to go on.</param>
/// <param name="Next">To be given as <c>after</c> for the next page; absent on the last.</param>
public sealed record ReactionPage(string ConversationId, long Seq, IReadOnlyList<MemberReaction> Reactions, string? Next = null);

/// <summary>Who reacted, how, and when.</summary>
public sealed record MemberReaction(string User, string Reaction, DateTimeOffset At);

/// <summary>GET /api/conversations/{id}/invitations and /bans, for moderators.</summary>
/// <param name="ConversationId">Of it.</param>
/// <param name="Users">Who is invited, or banned.</param>
/// <param name="Next">To be given as <c>after</c> for the next page; absent on the last.</param>
public sealed record UserPage(string ConversationId, IReadOnlyList<UserMark> Users, string? Next = null);

/// <param name="User">Who is invited or banned.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
public sealed record UserMark(string User, string By, DateTimeOffset At);

/// <summary>GET /api/sync/invitations, in the order of the conversations' keys.</summary>
/// <param name="Invitations">What the caller may join; a page may hold fewer than asked for and still say where to go on.</param>
/// <param name="Next">To be given as <c>after</c> for the next page; absent on the last.</param>
public sealed record InvitationPage(IReadOnlyList<Invitation> Invitations, string? Next = null);

/// <param name="ConversationId">To be joined.</param>
/// <param name="Kind">One of <see cref="Queue.ConversationKinds"/>.</param>
/// <param name="By">Who invited the caller.</param>
/// <param name="At">When.</param>
/// <param name="MemberCount">Members now.</param>
/// <param name="Title">The only other thing that is shown before joining.</param>
public sealed record Invitation(string ConversationId, string Kind, string By, DateTimeOffset At, int MemberCount, string? Title = null);
