using System.Collections.Immutable;
using Messaging.Contracts.Client;

namespace Messaging.Client;

/// <summary>An entry as it reads after others that are about it.</summary>
static class Changes
{
    /// <summary>The seq of the entry that this one changes. An answer changes the first message of its thread.</summary>
    public static long? TargetOf(Entry entry) => entry.Kind == EntryKinds.Message ? entry.Thread : entry.Target;

    /// <summary>A page shows the present: what the target has already been changed by it says in <c>changedBy</c>, and nothing is done to it twice.</summary>
    public static Entry After(Entry target, Entry by) => target.ChangedBy >= by.Seq ? target : Changed(target, by) with { ChangedBy = by.Seq };

    static Entry Changed(Entry target, Entry by) => by.Kind switch
    {
        EntryKinds.MessageEdited => HasContent(by) ? WithContentOf(target, by) with { EditedAt = by.Time } : target,
        EntryKinds.MessageDeleted => target.Blank() with { DeletedAt = by.Time, Reactions = null, PinnedAt = null },
        EntryKinds.MessagePinned => target with { PinnedAt = by.Time },
        EntryKinds.MessageUnpinned => target with { PinnedAt = null },
        EntryKinds.ReactionAdded => target with { Reactions = Counted(target.Reactions, by.Reaction, 1) },
        EntryKinds.ReactionRemoved => target with { Reactions = Counted(target.Reactions, by.Reaction, -1) },
        EntryKinds.Message => target with { Replies = (target.Replies ?? 0) + 1 },
        _ => target,
    };

    /// <summary>An edit without any has been superseded by a later one.</summary>
    static bool HasContent(Entry edit) => edit is not { Text: null, Content: null, Attachments: null or [] };

    static Entry WithContentOf(Entry target, Entry edit) => target with
    {
        Text = edit.Text,
        Format = edit.Format,
        Content = edit.Content,
        ContentType = edit.ContentType,
        Attachments = edit.Attachments,
        Mentions = edit.Mentions,
    };

    static ImmutableList<ReactionCount>? Counted(IReadOnlyList<ReactionCount>? counts, string? reaction, int by)
    {
        if (reaction is null) return counts?.ToImmutableList();
        var all = (counts ?? []).ToImmutableList();
        var at = all.FindIndex(one => one.Reaction == reaction);
        all = at < 0 ? all.Add(new(reaction, by)) : all.SetItem(at, new(reaction, all[at].Count + by));
        all = all.RemoveAll(one => one.Count <= 0);
        return all.IsEmpty ? null : all;
    }
}
