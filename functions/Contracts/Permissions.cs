using System.Collections.Frozen;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;

namespace Messaging.Contracts;

/// <summary>From least to most.</summary>
public static class MemberRoles
{
    public const string ReadOnly = "read-only", Member = "member", Moderator = "moderator", Owner = "owner";

    public static IReadOnlyList<string> FromLeastToMost { get; } = [ReadOnly, Member, Moderator, Owner];

    /// <summary>An unknown role, from a newer version, may no more than read.</summary>
    public static int Rank(string role) => role switch { Owner => 3, Moderator => 2, Member => 1, _ => 0 };
}

/// <summary>What a role may or may not do; a command may need more than one.</summary>
public static class Actions
{
    public const string Send = "send", EditOwn = "edit-own", DeleteOwn = "delete-own", DeleteAny = "delete-any", React = "react", Pin = "pin",
        MentionEveryone = "mention-everyone", Add = "add", Invite = "invite", Uninvite = "uninvite", Remove = "remove", Ban = "ban", Mute = "mute",
        ChangeRole = "change-role", Rename = "rename", ChangeSettings = "change-settings", Leave = "leave";
}

/// <summary>The one table of who may do what. Reading is every member's, and nobody else's.</summary>
public static class Permissions
{
    const string ReadOnly = MemberRoles.ReadOnly, Member = MemberRoles.Member, Moderator = MemberRoles.Moderator, Owner = MemberRoles.Owner;
    const string? Nobody = null;

    /// <summary>The least role that may do it in a direct conversation, a group, a channel.</summary>
    static readonly FrozenDictionary<string, (string? Direct, string? Group, string? Channel)> Least =
        new Dictionary<string, (string? Direct, string? Group, string? Channel)>
        {
            [Actions.Send] = (Member, Member, Moderator),
            [Actions.EditOwn] = (Member, Member, Moderator),
            [Actions.DeleteOwn] = (Member, Member, Moderator),
            [Actions.DeleteAny] = (Nobody, Moderator, Moderator),
            [Actions.React] = (Member, Member, Member),
            [Actions.Pin] = (Member, Moderator, Moderator),
            [Actions.MentionEveryone] = (Member, Member, Moderator),
            [Actions.Add] = (Nobody, Member, Moderator),
            [Actions.Invite] = (Nobody, Member, Moderator),
            [Actions.Uninvite] = (Nobody, Moderator, Moderator),
            [Actions.Remove] = (Nobody, Moderator, Moderator),
            [Actions.Ban] = (Nobody, Moderator, Moderator),
            [Actions.Mute] = (Nobody, Moderator, Moderator),
            [Actions.ChangeRole] = (Nobody, Owner, Owner),
            [Actions.Rename] = (Nobody, Moderator, Moderator),
            [Actions.ChangeSettings] = (Nobody, Owner, Owner),
            [Actions.Leave] = (Nobody, ReadOnly, ReadOnly),
        }.ToFrozenDictionary();

    public static IEnumerable<string> AllActions => Least.Keys;

    public static bool Allows(string conversationKind, string role, string action)
    {
        var least = Least[action];
        var needed = conversationKind switch
        {
            ConversationKinds.Direct => least.Direct,
            ConversationKinds.Channel => least.Channel,
            _ => least.Group,
        };
        return needed is not null && MemberRoles.Rank(role) >= MemberRoles.Rank(needed);
    }
}
