using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;

namespace Messaging.Route.Rules;

public static class Pins
{
    public static Decision Add(Command command, View view, Head head, Member sender)
    {
        if (Refusal(command, view, head, sender) is { } refusal) return Decision.Refused(refusal);
        var target = Messages.Target(command.Target, view)!;
        if (target.Entry.PinnedAt is not null) return Decision.Nothing(head.Seq);
        if (head.Pins >= Limits.Pins) return Decision.Refused(RejectionReasons.TooMany);

        var entry = Rule.Next(head, command, EntryKinds.MessagePinned, view.Now) with { Target = command.Target };
        return Pinned(Decision.Append(head, entry), target, entry.Time, head.Pins + 1) with
        {
            Marked = [new(Keys.Pin(target.Entry.Seq), sender.User, entry.Time, entry.Seq)],
        };
    }

    public static Decision Remove(Command command, View view, Head head, Member sender)
    {
        if (Refusal(command, view, head, sender) is { } refusal) return Decision.Refused(refusal);
        var target = Messages.Target(command.Target, view)!;
        if (target.Entry.PinnedAt is null) return Decision.Nothing(head.Seq);

        var entry = Rule.Next(head, command, EntryKinds.MessageUnpinned, view.Now) with { Target = command.Target };
        return Pinned(Decision.Append(head, entry), target, at: null, head.Pins - 1) with { Unmarked = [Keys.Pin(target.Entry.Seq)] };
    }

    static Decision Pinned(Decision decision, StoredEntry target, DateTimeOffset? at, int pins) => decision with
    {
        Head = decision.Head! with { Pins = pins },
        Rewritten = [target with { Entry = target.Entry with { PinnedAt = at } }],
    };

    static string? Refusal(Command command, View view, Head head, Member sender) =>
        Rule.Refusal(head, sender, Actions.Pin, view.Now)
        ?? (Messages.Target(command.Target, view) is null ? RejectionReasons.TargetGone : null);
}
