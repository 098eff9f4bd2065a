using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;

namespace Messaging.Route.Rules;

/// <summary>Members of a group or channel come, go and change; the two of a direct conversation stay as they are.</summary>
public static class Membership
{
    public static Decision Add(Command command, View view, Head head, Member sender)
    {
        if (Rule.Refusal(head, sender, Actions.Add, view.Now) is { } refusal) return Decision.Refused(refusal);
        List<string> added = [.. (command.Members ?? []).Distinct().Where(user => view.Member(user) is null)];
        return added.Any(user => view.Marked(Keys.Ban(user))) ? Decision.Refused(RejectionReasons.Banned) : Joined(command, view, head, added);
    }

    /// <summary>A moderator removes members below, an owner anyone, and anyone oneself, but for the last owner.</summary>
    public static Decision Remove(Command command, View view, Head head, Member sender)
    {
        var removed = (command.Members ?? []).Distinct().Select(view.Member).OfType<Member>().ToList();
        var action = (command.Members ?? []).All(user => user == sender.User) ? Actions.Leave : Actions.Remove;
        if (Rule.Refusal(head, sender, action, view.Now) is { } refusal) return Decision.Refused(refusal);
        if (removed.Count == 0) return Decision.Nothing(head.Seq);
        if (OutOfReach(sender, removed, head) is { } tooHigh) return Decision.Refused(tooHigh);

        return Left(Rule.Next(head, command, EntryKinds.MembersRemoved, view.Now) with { Members = Users(removed) }, head, removed);
    }

    public static Decision Change(Command command, View view, Head head, Member sender)
    {
        if (command.Members is not [var user] || (command.Role is null && command.MutedUntil is null)) return Decision.Refused(RejectionReasons.NotAllowed);
        if (view.Member(user) is not { } member) return Decision.Refused(RejectionReasons.TargetGone);

        var refusal = (command.Role is null ? null : Rule.Refusal(head, sender, Actions.ChangeRole, view.Now))
            ?? (command.MutedUntil is null ? null : Rule.Refusal(head, sender, Actions.Mute, view.Now))
            ?? (command.Role is { } role && !MemberRoles.FromLeastToMost.Contains(role) ? RejectionReasons.NotAllowed : null)
            ?? (IsWithinReach(sender, member) ? null : RejectionReasons.NotAllowed);
        if (refusal is not null) return Decision.Refused(refusal);

        var changed = member with
        {
            Role = command.Role ?? member.Role,
            MutedUntil = command.MutedUntil is not { } until ? member.MutedUntil : until > view.Now ? until : null,
        };
        var owners = head.Owners + Count(changed) - Count(member);
        if (owners == 0) return Decision.Refused(RejectionReasons.LastOwner);
        if (changed == member) return Decision.Nothing(head.Seq);

        var entry = Rule.Next(head, command, EntryKinds.MemberChanged, view.Now) with
        {
            Members = [member.User],
            Role = command.Role,
            MutedUntil = command.MutedUntil,
        };
        return Decision.Append(head with { Owners = owners }, entry) with { Members = [changed] };

        static int Count(Member member) => member.Role == MemberRoles.Owner ? 1 : 0;
    }

    /// <summary>Whoever joins is no longer invited.</summary>
    public static Decision Joined(Command command, View view, Head head, List<string> users)
    {
        if (users.Count == 0) return Decision.Nothing(head.Seq);
        if (head.MemberCount + users.Count > Limits.MembersPerConversation) return Decision.Refused(RejectionReasons.TooMany);

        var entry = Rule.Next(head, command, EntryKinds.MembersAdded, view.Now) with { Members = users };
        return Decision.Append(head with { MemberCount = head.MemberCount + users.Count }, entry) with
        {
            Members = [.. users.Select(user => Creation.New(user, MemberRoles.Member, view.Now) with { JoinedOrdinal = head.Messages, JoinedSeq = entry.Seq })],
            Unmarked = [.. users.Select(Keys.Invitation).Where(view.Marked)],
        };
    }

    /// <param name="entry">Of their leaving; it may name users who were no members.</param>
    /// <param name="head">Before it.</param>
    /// <param name="removed">Those of them who were.</param>
    public static Decision Left(Entry entry, Head head, List<Member> removed)
    {
        var owners = removed.Count(member => member.Role == MemberRoles.Owner);
        var after = head with { MemberCount = head.MemberCount - removed.Count, Owners = head.Owners - owners };
        return Decision.Append(after, entry) with { Left = Users(removed) };
    }

    public static IReadOnlyList<string> Users(List<Member> members) => [.. members.Select(member => member.User)];

    /// <summary>Why these members are not the sender's to remove; null if they are.</summary>
    public static string? OutOfReach(Member sender, List<Member> members, Head head) =>
        !members.All(member => IsWithinReach(sender, member)) ? RejectionReasons.NotAllowed
        : members.Count < head.MemberCount && members.Count(member => member.Role == MemberRoles.Owner) == Math.Max(1, head.Owners) ? RejectionReasons.LastOwner
        : null;

    static bool IsWithinReach(Member sender, Member member) =>
        sender.User == member.User || sender.Role == MemberRoles.Owner || MemberRoles.Rank(member.Role) < MemberRoles.Rank(sender.Role);
}
