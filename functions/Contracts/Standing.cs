using Messaging.Contracts.Queue;

namespace Messaging.Contracts;

/// <summary>All on which it depends what a member may do: <see cref="Permissions"/>, and what is set for the conversation and the member.</summary>
public sealed record Standing(string ConversationKind, bool Archived, string Role, DateTimeOffset? MutedUntil, bool Blocked = false)
{
    /// <summary>Why the member may not do it, one of <see cref="RejectionReasons"/>: null if it may.</summary>
    public string? Refusal(string action, DateTimeOffset now) =>
        !Permissions.Allows(ConversationKind, Role, action) ? RejectionReasons.NotAllowed
        : Archived && !StaysPossible(action) ? RejectionReasons.Archived
        : Blocked && IsSpeech(action) ? RejectionReasons.Blocked
        : MutedUntil > now && IsSpeech(action) ? RejectionReasons.Muted
        : null;

    static bool StaysPossible(string action) =>
        action is Actions.DeleteOwn or Actions.DeleteAny or Actions.Remove or Actions.Ban or Actions.Leave or Actions.ChangeSettings;

    static bool IsSpeech(string action) => action is Actions.Send or Actions.EditOwn or Actions.React or Actions.Pin or Actions.Rename;
}
