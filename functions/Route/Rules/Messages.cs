using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;

namespace Messaging.Route.Rules;

public static class Messages
{
    public static Decision Send(Command command, View view, Head head, Member sender) =>
        string.IsNullOrEmpty(command.Text) ? Decision.Refused(RejectionReasons.NotAllowed)
        : Decision.Append(head, Rule.Next(head, command, EntryKinds.Message, view.Now) with { Text = command.Text });

    public static Decision Edit(Command command, View view, Head head, Member sender)
    {
        if (Target(command, view) is not { } target) return Decision.Refused(RejectionReasons.TargetGone);
        if (target.Entry.Sender != sender.User || string.IsNullOrEmpty(command.Text)) return Decision.Refused(RejectionReasons.NotAllowed);

        var entry = Rule.Next(head, command, EntryKinds.MessageEdited, view.Now) with { Target = command.Target, Text = command.Text };
        var edited = new StoredEntry(target.Entry with { Text = command.Text, EditedAt = entry.Time }, LastEdit: entry.Seq);
        return Decision.Append(head, entry) with { Rewritten = [edited, .. WithoutText(target.LastEdit, view)] };
    }

    /// <summary>The text leaves the message's row and the one of its last edit; no other row holds it.</summary>
    public static Decision Delete(Command command, View view, Head head, Member sender)
    {
        if (Target(command, view) is not { } target) return Decision.Refused(RejectionReasons.TargetGone);
        if (target.Entry.Sender != sender.User && sender.Role != MemberRoles.Owner) return Decision.Refused(RejectionReasons.NotAllowed);

        var entry = Rule.Next(head, command, EntryKinds.MessageDeleted, view.Now) with { Target = command.Target };
        var deleted = new StoredEntry(target.Entry with { Text = null, DeletedAt = entry.Time });
        return Decision.Append(head, entry) with { Rewritten = [deleted, .. WithoutText(target.LastEdit, view)] };
    }

    static StoredEntry? Target(Command command, View view) =>
        command.Target is { } seq && view.Stored(seq) is { Entry: { Kind: EntryKinds.Message, DeletedAt: null } } target ? target : null;

    static IEnumerable<StoredEntry> WithoutText(long? edit, View view) =>
        edit is { } seq && view.Stored(seq) is { } stored ? [stored with { Entry = stored.Entry with { Text = null } }] : [];
}
