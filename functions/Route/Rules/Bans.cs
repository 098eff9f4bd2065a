using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;

namespace Messaging.Route.Rules;

/// <summary>A banned user is no member, and does not become one before the ban is lifted.</summary>
public static class Bans
{
    public static Decision Ban(Command command, View view, Head head, Member sender)
    {
        if (Rule.Refusal(head, sender, Actions.Ban, view.Now) is { } refusal) return Decision.Refused(refusal);
        List<string> banned = [.. (command.Members ?? []).Distinct().Where(user => !view.Marked(Keys.Ban(user)))];
        if (banned.Contains(sender.User)) return Decision.Refused(RejectionReasons.NotAllowed);
        if (banned.Count == 0) return Decision.Nothing(head.Seq);

        var removed = banned.Select(view.Member).OfType<Member>().ToList();
        if (Membership.OutOfReach(sender, removed, head) is { } tooHigh) return Decision.Refused(tooHigh);

        var entry = Rule.Next(head, command, EntryKinds.MembersRemoved, view.Now) with { Banned = true, Members = banned };
        return Membership.Left(entry, head, removed) with
        {
            Marked = [.. banned.Select(user => new Mark(Keys.Ban(user), sender.User, entry.Time, entry.Seq))],
            Unmarked = [.. banned.Select(Keys.Invitation).Where(view.Marked)],
        };
    }

    public static Decision Unban(Command command, View view, Head head, Member sender)
    {
        if (Rule.Refusal(head, sender, Actions.Ban, view.Now) is { } refusal) return Decision.Refused(refusal);
        List<string> unbanned = [.. (command.Members ?? []).Distinct().Where(user => view.Marked(Keys.Ban(user)))];
        if (unbanned.Count == 0) return Decision.Nothing(head.Seq);

        var entry = Rule.Next(head, command, EntryKinds.MembersUnbanned, view.Now) with { Members = unbanned };
        return Decision.Append(head, entry) with { Unmarked = [.. unbanned.Select(Keys.Ban)] };
    }
}
