using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;

namespace Messaging.Route.Rules;

/// <summary>An operator removes users of whom nothing may stay, whatever their roles; what they said is gone by the time this is decided.</summary>
public static class Erasures
{
    public static Decision Erase(Command command, View view, Head head)
    {
        List<string> users = [.. (command.Members ?? []).Distinct()];
        List<string> invitations = [.. users.Select(Keys.Invitation).Where(view.Marked)];
        var members = users.Select(view.Member).OfType<Member>().ToList();
        var decision = members.Count == 0 ? Decision.Nothing(head.Seq)
            : Membership.Left(Rule.Next(head, command, EntryKinds.MembersRemoved, view.Now) with { Members = Membership.Users(members) }, head, members);
        return decision with { Unmarked = invitations };
    }
}
