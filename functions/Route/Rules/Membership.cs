using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;

namespace Messaging.Route.Rules;

/// <summary>Members of a group come and go; the two of a direct conversation stay.</summary>
public static class Membership
{
    public static Decision Add(Command command, View view, Head head, Member sender)
    {
        if (head.Kind == ConversationKinds.Direct) return Decision.Refused(RejectionReasons.NotAllowed);

        List<string> added = [.. (command.Members ?? []).Distinct().Where(user => view.Member(user) is null)];
        if (added.Count == 0) return Decision.Nothing(head.Seq);

        var entry = Rule.Next(head, command, EntryKinds.MembersAdded, view.Now) with { Members = added };
        return Decision.Append(head with { MemberCount = head.MemberCount + added.Count }, entry) with
        {
            Joined = [.. added.Select(user => Creation.New(user, MemberRoles.Member, view.Now))],
        };
    }

    /// <summary>The owner removes anyone, anyone removes oneself; a group's one owner leaves last.</summary>
    public static Decision Remove(Command command, View view, Head head, Member sender)
    {
        var named = (command.Members ?? []).Distinct().ToList();
        var allowed = sender.Role == MemberRoles.Owner || named.All(user => user == sender.User);
        if (head.Kind == ConversationKinds.Direct || !allowed) return Decision.Refused(RejectionReasons.NotAllowed);

        List<Member> removed = [.. named.Select(view.Member).OfType<Member>()];
        if (removed.Count == 0) return Decision.Nothing(head.Seq);

        var remaining = head.MemberCount - removed.Count;
        if (remaining > 0 && removed.Any(member => member.Role == MemberRoles.Owner)) return Decision.Refused(RejectionReasons.NotAllowed);

        List<string> left = [.. removed.Select(member => member.User)];
        var entry = Rule.Next(head, command, EntryKinds.MembersRemoved, view.Now) with { Members = left };
        return Decision.Append(head with { MemberCount = remaining }, entry) with { Left = left };
    }
}
