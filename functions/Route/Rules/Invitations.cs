using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;

namespace Messaging.Route.Rules;

/// <summary>An invited user becomes a member by joining; until then nothing of the conversation can be seen.</summary>
public static class Invitations
{
    public static Decision Invite(Command command, View view, Head head, Member sender)
    {
        if (Rule.Refusal(head, sender, Actions.Invite, view.Now) is { } refusal) return Decision.Refused(refusal);
        List<string> invited = [.. (command.Members ?? []).Distinct().Where(user => view.Member(user) is null && !view.Marked(Keys.Invitation(user)))];
        if (invited.Any(user => view.Marked(Keys.Ban(user)))) return Decision.Refused(RejectionReasons.Banned);
        if (invited.Count == 0) return Decision.Nothing(head.Seq);

        var entry = Rule.Next(head, command, EntryKinds.MembersInvited, view.Now) with { Members = invited };
        return Decision.Append(head, entry) with
        {
            Marked = [.. invited.Select(user => new Mark(Keys.Invitation(user), sender.User, entry.Time, entry.Seq))],
        };
    }

    /// <summary>Who is invited declines by one's own name, archived or not, and is told of nothing else.</summary>
    public static Decision Withdraw(Command command, View view, Head head)
    {
        List<string> invited = [.. (command.Members ?? []).Distinct().Where(user => view.Marked(Keys.Invitation(user)))];
        var refusal = (command.Members ?? []).All(user => user == command.Sender) ? invited.Count > 0 ? null : RejectionReasons.NotInvited
            : view.Member(command.Sender) is { } sender ? Rule.Refusal(head, sender, Actions.Uninvite, view.Now) : RejectionReasons.NotMember;
        if (refusal is not null) return Decision.Refused(refusal);
        if (invited.Count == 0) return Decision.Nothing(head.Seq);

        var entry = Rule.Next(head, command, EntryKinds.MembersUninvited, view.Now) with { Members = invited };
        return Decision.Append(head, entry) with { Unmarked = [.. invited.Select(Keys.Invitation)] };
    }

    public static Decision Join(Command command, View view, Head head) =>
        view.Member(command.Sender) is not null ? Decision.Nothing(head.Seq)
        : view.Marked(Keys.Ban(command.Sender)) ? Decision.Refused(RejectionReasons.Banned)
        : head.Archived ? Decision.Refused(RejectionReasons.Archived)
        : IsOpen(head) || view.Marked(Keys.Invitation(command.Sender)) ? Membership.Joined(command, view, head, [command.Sender])
        : Decision.Refused(RejectionReasons.NotInvited);

    static bool IsOpen(Head head) => head.Kind != ConversationKinds.Direct && head.Settings.Join == JoinPolicies.Open;
}
