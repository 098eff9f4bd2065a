using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;

namespace Messaging.Route.Rules;

/// <summary>A user wants nothing of another in their direct conversation. No entry tells of it. The mark holds while the
/// conversation does not exist; the member row, which is known at each message, from then on.</summary>
public static class Blocks
{
    public static Decision Decide(Command command, View view)
    {
        if (command.Members is not [var other] || other == command.Sender) return Decision.Refused(RejectionReasons.NotAllowed);
        if (view.Head is not null && view.Head.Kind != ConversationKinds.Direct) return Decision.Refused(RejectionReasons.NotAllowed);
        if (view.Head is not null && view.Member(command.Sender) is null) return Decision.Refused(RejectionReasons.NotMember);

        var (blocks, key) = (command.Kind == CommandKinds.BlockUser, Keys.Block(other));
        if (view.Marked(key) == blocks) return Decision.Nothing(view.Head?.Seq ?? 0);
        return Decision.Nothing(view.Head?.Seq ?? 0) with
        {
            Members = view.Member(other) is { } member ? [member with { Blocked = blocks }] : [],
            Marked = blocks ? [new(key, command.Sender, view.Now, view.Head?.Seq ?? 0)] : [],
            Unmarked = blocks ? [] : [key],
        };
    }
}
