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
        CommandKinds.SendMessage => OfMember(command, view, Messages.Send),
        CommandKinds.EditMessage => OfMember(command, view, Messages.Edit),
        CommandKinds.DeleteMessage => OfMember(command, view, Messages.Delete),
        CommandKinds.AddMembers => OfMember(command, view, Membership.Add),
        CommandKinds.RemoveMembers => OfMember(command, view, Membership.Remove),
        _ => Decision.Refused(RejectionReasons.UnknownCommand),
    };

    /// <summary>Whose rows the decision depends on.</summary>
    public static IEnumerable<string> Users(Command command) =>
        command.Kind is CommandKinds.AddMembers or CommandKinds.RemoveMembers ? [command.Sender, .. command.Members ?? []] : [command.Sender];

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

    static Decision OfMember(Command command, View view, Func<Command, View, Head, Member, Decision> decide) =>
        view.Head is not { } head ? Decision.Refused(RejectionReasons.NotFound)
        : view.Member(command.Sender) is not { } sender ? Decision.Refused(RejectionReasons.NotMember)
        : decide(command, view, head, sender);
}
