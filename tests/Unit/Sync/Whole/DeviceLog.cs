using Messaging.Contracts.Client;

namespace Messaging.Unit.Sync.Whole;

/// <summary>What a device keeps of one log, by the rules of docs/sync.md: in the order of seq, without a gap; what is beyond a gap waits.</summary>
sealed class DeviceLog(string epoch)
{
    readonly SortedDictionary<long, Entry> _waiting = [];
    readonly SortedDictionary<long, Entry> _entries = [];

    public string Epoch => epoch;
    public IReadOnlyCollection<Entry> Entries => _entries.Values;
    public long First => _entries.Count == 0 ? 1 : _entries.Keys.First();
    public long Last => _entries.Count == 0 ? 0 : _entries.Keys.Last();
    public Gap? Gap => _waiting.Count == 0 ? null : new(Last + 1, _waiting.Keys.First() - 1);

    public static DeviceLog Of(string epoch, IReadOnlyList<Entry> newest)
    {
        var log = new DeviceLog(epoch);
        foreach (var entry in newest) log._entries[entry.Seq] = entry;
        return log;
    }

    public void Add(IEnumerable<Entry> entries)
    {
        foreach (var entry in entries.Where(entry => entry.Seq > Last)) _waiting[entry.Seq] = entry;
        while (_waiting.Remove(Last + 1, out var next)) Append(next);
    }

    /// <summary>One's own message reads everything before it.</summary>
    public Receipt WithOwn(Receipt receipt)
    {
        var own = Entries.LastOrDefault(entry => entry.Kind == EntryKinds.Message && entry.Sender == receipt.User)?.Seq ?? 0;
        return Further(receipt, new(receipt.User, own, own));
    }

    public static Receipt Further(Receipt one, Receipt other) => new(one.User, Math.Max(one.Seq, other.Seq), Math.Max(one.Delivered, other.Delivered));

    void Append(Entry entry)
    {
        _entries[entry.Seq] = entry;
        if (Target(entry) is { } seq && _entries.TryGetValue(seq, out var target) && !(target.ChangedBy >= entry.Seq))
            _entries[seq] = Changed(target, entry) with { ChangedBy = entry.Seq };
        // Only the last edit has content.
        if (entry.Kind is EntryKinds.MessageEdited or EntryKinds.MessageDeleted)
            foreach (var edit in Entries.Where(one => one.Kind == EntryKinds.MessageEdited && one.Target == entry.Target && one.Seq < entry.Seq && one.Text is not null).ToList())
                _entries[edit.Seq] = edit with { Text = null, ChangedBy = entry.Seq };
    }

    static long? Target(Entry entry) => entry.Kind == EntryKinds.Message ? entry.Thread : entry.Target;

    static Entry Changed(Entry target, Entry by) => by.Kind switch
    {
        EntryKinds.MessageEdited => target with { Text = by.Text, EditedAt = by.Time },
        EntryKinds.MessageDeleted => target with { Text = null, DeletedAt = by.Time, PinnedAt = null, Reactions = null },
        EntryKinds.MessagePinned => target with { PinnedAt = by.Time },
        EntryKinds.MessageUnpinned => target with { PinnedAt = null },
        EntryKinds.ReactionAdded => target with { Reactions = Counted(target.Reactions ?? [], by.Reaction!, +1) },
        EntryKinds.ReactionRemoved => target with { Reactions = Counted(target.Reactions ?? [], by.Reaction!, -1) },
        EntryKinds.Message => target with { Replies = (target.Replies ?? 0) + 1 },
        _ => target,
    };

    static List<ReactionCount>? Counted(IReadOnlyList<ReactionCount> counts, string reaction, int by)
    {
        List<ReactionCount> counted = counts.Any(one => one.Reaction == reaction)
            ? [.. counts.Select(one => one.Reaction == reaction ? one with { Count = one.Count + by } : one).Where(one => one.Count > 0)]
            : [.. counts, new(reaction, by)];
        return counted.Count == 0 ? null : counted;
    }
}
