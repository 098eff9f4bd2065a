using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;

namespace Messaging.Route.Rules;

public static class Messages
{
    public static Decision Send(Command command, View view, Head head, Member sender)
    {
        var refusal = Rule.Refusal(head, sender, Actions.Send, view.Now) ?? Refusal(command, view, head, sender) ?? SlowMode(head, sender, view.Now)
            ?? (command.ExpiresAt <= view.Now ? RejectionReasons.Expired : null);
        if (refusal is not null) return Decision.Refused(refusal);

        var entry = Rule.Next(head, command, EntryKinds.Message, view.Now).With(command) with { ExpiresAt = command.ExpiresAt };
        if (command.ReplyTo is null) return Written(Decision.Append(head, entry), head, sender);

        if (Target(command.ReplyTo, view) is not { } answered) return Decision.Refused(RejectionReasons.TargetGone);
        var root = answered.Entry.Thread is { } thread ? view.Stored(thread)! : answered;
        entry = entry with { ReplyTo = command.ReplyTo, Thread = root.Entry.Seq };
        return Written(Decision.Append(head, entry), head, sender) with
        {
            Rewritten = [root with { Entry = root.Entry with { Replies = (root.Entry.Replies ?? 0) + 1 } }],
            Marked = [new(Keys.Answer(root.Entry.Seq, entry.Seq), entry.Sender, entry.Time, entry.Seq), .. entry.MentionMarks(entry.Seq)],
        };
    }

    /// <summary>A service speaks, whatever anyone may do.</summary>
    public static Decision Notice(Command command, View view, Head head) =>
        command.IsEmpty() ? Decision.Refused(RejectionReasons.NotAllowed)
        : Decision.Append(head, Rule.Next(head, command, EntryKinds.Notice, view.Now).With(command) with { Mentions = null });

    /// <summary>Earlier texts leave the log, unless the conversation keeps them; mentions are those of the last text.</summary>
    public static Decision Edit(Command command, View view, Head head, Member sender)
    {
        if (Target(command.Target, view) is not { } target) return Decision.Refused(RejectionReasons.TargetGone);
        if (target.Entry.Sender != sender.User) return Decision.Refused(RejectionReasons.NotAllowed);
        var refusal = Rule.Refusal(head, sender, Actions.EditOwn, view.Now) ?? Refusal(command, view, head, sender);
        if (refusal is not null) return Decision.Refused(refusal);

        var keeps = head.Settings.KeepEdits ?? false;
        if (keeps && target.Edits >= Limits.KeptEdits) return Decision.Refused(RejectionReasons.TooMany);

        var edit = Rule.Next(head, command, EntryKinds.MessageEdited, view.Now).With(command) with { Target = command.Target, ExpiresAt = target.Entry.ExpiresAt };
        var edited = new StoredEntry(target.Entry.With(command) with { EditedAt = edit.Time }, LastEdit: edit.Seq, keeps ? target.Edits + 1 : 1);
        var decision = Decision.Append(head, edit, lastEdit: keeps ? target.LastEdit : null);
        return WithMentions(decision, target.Entry, edited.Entry) with { Rewritten = [edited, .. keeps ? [] : Blanked(target, view)] };
    }

    /// <summary>All content leaves the message's row and those of its edits; no other row holds it.</summary>
    public static Decision Delete(Command command, View view, Head head, Member sender)
    {
        if (Target(command.Target, view) is not { } target) return Decision.Refused(RejectionReasons.TargetGone);
        var action = target.Entry.Sender == sender.User ? Actions.DeleteOwn : Actions.DeleteAny;
        return Rule.Refusal(head, sender, action, view.Now) is { } refusal ? Decision.Refused(refusal) : Deleted(command, view, head, target);
    }

    /// <summary>A message that never came, or that is gone already, needs no more.</summary>
    public static Decision Expire(Command command, View view, Head head) =>
        Target(command.Target, view) is { Entry.ExpiresAt: { } at } target && at <= view.Now ? Deleted(command, view, head, target) : Decision.Nothing(head.Seq);

    static Decision Deleted(Command command, View view, Head head, StoredEntry target)
    {
        var entry = Rule.Next(head, command, EntryKinds.MessageDeleted, view.Now) with { Target = command.Target };
        var deleted = new StoredEntry(target.Entry.Blank() with { DeletedAt = entry.Time, PinnedAt = null, Reactions = null, ExpiresAt = null });
        var decision = WithMentions(Decision.Append(head, entry), target.Entry, deleted.Entry) with { Rewritten = [deleted, .. Blanked(target, view)] };
        return target.Entry.PinnedAt is null ? decision : decision with
        {
            Head = decision.Head! with { Pins = head.Pins - 1 },
            Unmarked = [.. decision.Unmarked, Keys.Pin(target.Entry.Seq)],
        };
    }

    /// <summary>A message that is there and not deleted.</summary>
    public static StoredEntry? Target(long? seq, View view) =>
        seq is { } at && view.Stored(at) is { Entry: { Kind: EntryKinds.Message, DeletedAt: null } } target ? target : null;

    /// <summary>The sender has read its own message, and slow mode counts from it.</summary>
    static Decision Written(Decision decision, Head head, Member sender)
    {
        var entry = decision.Appended!.Entry;
        var mentions = entry.MentionMarks(entry.Seq).ToList();
        return decision with
        {
            Head = mentions.Count > 0 ? decision.Head! with { LastMention = entry.Seq } : decision.Head,
            Marked = mentions,
            Members = IsSlowed(head, sender) ? [sender with { LastMessageAt = entry.Time }] : [],
        };
    }

    /// <summary>A mention counts at its message's place, whenever it was written.</summary>
    static Decision WithMentions(Decision decision, Entry before, Entry after)
    {
        var (old, now) = (before.MentionMarks(after.Seq).ToList(), after.MentionMarks(after.Seq).ToList());
        return decision with
        {
            Head = now.Count > 0 ? decision.Head! with { LastMention = Math.Max(decision.Head!.LastMention, after.Seq) } : decision.Head,
            Marked = [.. now.ExceptBy(old.Select(mark => mark.RowKey), mark => mark.RowKey)],
            Unmarked = [.. old.Select(mark => mark.RowKey).Except(now.Select(mark => mark.RowKey))],
        };
    }

    static string? Refusal(Command command, View view, Head head, Member sender) =>
        command.IsEmpty() ? RejectionReasons.NotAllowed
        : command.Mentions is not { } mentions ? null
        : mentions.Contains(Lookups.Everyone) ? Rule.Refusal(head, sender, Actions.MentionEveryone, view.Now)
        : mentions.All(user => view.Member(user) is not null) ? null : RejectionReasons.MentionsNoMember;

    static string? SlowMode(Head head, Member sender, DateTimeOffset now) =>
        IsSlowed(head, sender) && sender.LastMessageAt + TimeSpan.FromSeconds(head.Settings.SlowModeSeconds!.Value) > now ? RejectionReasons.SlowMode : null;

    static bool IsSlowed(Head head, Member sender) =>
        head.Settings.SlowModeSeconds > 0 && MemberRoles.Rank(sender.Role) < MemberRoles.Rank(MemberRoles.Moderator);

    static IEnumerable<StoredEntry> Blanked(StoredEntry message, View view)
    {
        for (var seq = message.LastEdit; seq is { } at && view.Stored(at) is { } edit; seq = edit.LastEdit)
            yield return new(edit.Entry.Blank());
    }
}
