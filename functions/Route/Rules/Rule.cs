using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;

namespace Messaging.Route.Rules;

/// <summary>Who may do what, decided for good. A member's command has an effect, everyone else's a refusal.</summary>
public static class Rule
{
    public static Decision Decide(Command command, View view) => command.Kind switch
    {
        CommandKinds.CreateConversation => Creation.Decide(command, view),
        CommandKinds.ChangeConversation => OfMember(command, view, Creation.Change),
        CommandKinds.SendMessage => OfMember(command, view, Messages.Send),
        CommandKinds.EditMessage => OfMember(command, view, Messages.Edit),
        CommandKinds.DeleteMessage => OfMember(command, view, Messages.Delete),
        CommandKinds.ExpireMessage => OfAnyone(command, view, Messages.Expire),
        CommandKinds.SendNotice => OfAnyone(command, view, Messages.Notice),
        CommandKinds.AddReaction => OfMember(command, view, Reactions.Add),
        CommandKinds.RemoveReaction => OfMember(command, view, Reactions.Remove),
        CommandKinds.PinMessage => OfMember(command, view, Pins.Add),
        CommandKinds.UnpinMessage => OfMember(command, view, Pins.Remove),
        CommandKinds.BlockUser or CommandKinds.UnblockUser => Blocks.Decide(command, view),
        CommandKinds.AddMembers => OfMember(command, view, Membership.Add),
        CommandKinds.RemoveMembers => OfMember(command, view, Membership.Remove),
        CommandKinds.ChangeMember => OfMember(command, view, Membership.Change),
        CommandKinds.InviteMembers => OfMember(command, view, Invitations.Invite),
        CommandKinds.UninviteMembers => OfAnyone(command, view, Invitations.Withdraw),
        CommandKinds.JoinConversation => OfAnyone(command, view, Invitations.Join),
        CommandKinds.BanMembers => OfMember(command, view, Bans.Ban),
        CommandKinds.UnbanMembers => OfMember(command, view, Bans.Unban),
        CommandKinds.EraseUser => OfAnyone(command, view, Erasures.Erase),
        _ => Decision.Refused(RejectionReasons.UnknownCommand),
    };

    /// <summary>The entry after <paramref name="head"/>, without content.</summary>
    public static Entry Next(Head head, Command command, string kind, DateTimeOffset now) => new()
    {
        Seq = head.Seq + 1,
        Kind = kind,
        Sender = command.Sender,
        ClientMessageId = command.ClientMessageId,
        Time = now > head.LastTime ? now : head.LastTime,
        Ordinal = head.Messages + (kind == EntryKinds.Message ? 1 : 0),
    };

    /// <summary>Why the member may not do it: null if it may.</summary>
    public static string? Refusal(Head head, Member member, string action, DateTimeOffset now) =>
        new Standing(head.Kind, head.Archived, member.Role, member.MutedUntil, member.Blocked).Refusal(action, now);

    static Decision OfMember(Command command, View view, Func<Command, View, Head, Member, Decision> decide) =>
        view.Head is not { } head ? Decision.Refused(RejectionReasons.NotFound)
        : view.Member(command.Sender) is not { } sender ? Decision.Refused(RejectionReasons.NotMember)
        : decide(command, view, head, sender);

    static Decision OfAnyone(Command command, View view, Func<Command, View, Head, Decision> decide) =>
        view.Head is { } head ? decide(command, view, head) : Decision.Refused(RejectionReasons.NotFound);
}
