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

        List<ReactionCount> counted = known ? [.. counts.Select(count => count.Reaction == command.Reaction ? count with { Count = count.Count + 1 } : count)] : [.. counts, new(command.Reaction!, 1)];
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

        var entry = Rule.Next(head, command, EntryKinds.ReactionRemoved, view.Now) with { Target = command.Target, Reaction = command.Reaction };
        return Decision.Append(head, entry) with
        {
            Rewritten = [target with { Entry = Without(target.Entry, command.Reaction!) }],
            Unmarked = [key],
        };
    }

    /// <summary>The message with one of a reaction less.</summary>
    public static Entry Without(Entry message, string reaction)
    {
        List<ReactionCount> counted = [.. (message.Reactions ?? [])
            .Select(count => count.Reaction == reaction ? count with { Count = count.Count - 1 } : count).Where(count => count.Count > 0)];
        return message with { Reactions = counted.Count == 0 ? null : counted };
    }

    static string? Refusal(Command command, View view, Head head, Member sender) =>
        Rule.Refusal(head, sender, Actions.React, view.Now)
        ?? (string.IsNullOrEmpty(command.Reaction) ? RejectionReasons.NotAllowed : null)
        ?? (Messages.Target(command.Target, view) is null ? RejectionReasons.TargetGone : null);

    static string Key(Command command) => Keys.Reaction(command.Target!.Value, command.Sender, command.Reaction!);
}
