using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;

namespace Messaging.Route.Rules;

/// <summary>A member has each reaction to a message or not; the message counts them.</summary>
public static class Reactions
{
    public static Decision Add(Command command, View view, Head head, Member sender)
    {
        if (Refusal(command, view, head, sender) is { } refusal) return Decision.Refused(refusal);
        var (target, key) = (Messages.Target(command.Target, view)!, Key(command));
        if (view.Marked(key)) return Decision.Nothing(head.Seq);

        var counts = target.Entry.Reactions ?? [];
        var known = counts.Any(count => count.Reaction == command.Reaction);
        if (!known && counts.Count >= Limits.ReactionsPerMessage) return Decision.Refused(RejectionReasons.TooMany);

        List<ReactionCount> counted = known ? [.. counts.Select(Changed(command, +1))] : [.. counts, new(command.Reaction!, 1)];
        var entry = Rule.Next(head, command, EntryKinds.ReactionAdded, view.Now) with { Target = command.Target, Reaction = command.Reaction };
        return Decision.Append(head, entry) with
        {
            Rewritten = [target with { Entry = target.Entry with { Reactions = counted } }],
            Marked = [new(key, sender.User, entry.Time, entry.Seq)],
        };
    }

    public static Decision Remove(Command command, View view, Head head, Member sender)
    {
        if (Refusal(command, view, head, sender) is { } refusal) return Decision.Refused(refusal);
        var (target, key) = (Messages.Target(command.Target, view)!, Key(command));
        if (!view.Marked(key)) return Decision.Nothing(head.Seq);

        List<ReactionCount> counted = [.. (target.Entry.Reactions ?? []).Select(Changed(command, -1)).Where(count => count.Count > 0)];
        var entry = Rule.Next(head, command, EntryKinds.ReactionRemoved, view.Now) with { Target = command.Target, Reaction = command.Reaction };
        return Decision.Append(head, entry) with
        {
            Rewritten = [target with { Entry = target.Entry with { Reactions = counted.Count == 0 ? null : counted } }],
            Unmarked = [key],
        };
    }

    static string? Refusal(Command command, View view, Head head, Member sender) =>
        Rule.Refusal(head, sender, Actions.React, view.Now)
        ?? (string.IsNullOrEmpty(command.Reaction) ? RejectionReasons.NotAllowed : null)
        ?? (Messages.Target(command.Target, view) is null ? RejectionReasons.TargetGone : null);

    static Func<ReactionCount, ReactionCount> Changed(Command command, int by) =>
        count => count.Reaction == command.Reaction ? count with { Count = count.Count + by } : count;

    static string Key(Command command) => Keys.Reaction(command.Target!.Value, command.Sender, command.Reaction!);
}
