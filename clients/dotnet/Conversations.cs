using System.Collections.Immutable;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;

namespace Messaging.Client;

/// <summary>The user's conversations: what the server said, moved on by what comes live.</summary>
sealed class Conversations(string user)
{
    /// <summary>As many entries of a conversation are kept beyond a gap; what is more, the next catch-up counts.</summary>
    const int Waiting = 200;

    readonly Dictionary<string, List<Entry>> waiting = [];
    ImmutableDictionary<string, ConversationSummary> all = ImmutableDictionary<string, ConversationSummary>.Empty;
    ImmutableDictionary<string, Entry> newest = ImmutableDictionary<string, Entry>.Empty;

    /// <summary>Pinned ones first, each half by its latest activity.</summary>
    public IReadOnlyList<ConversationSummary> List => [.. all.Values.OrderByDescending(one => one.Pinned).ThenByDescending(one => one.LastActivity)];

    public ConversationSummary? Get(string id) => all.GetValueOrDefault(id);

    /// <summary>The newest message that this device has seen.</summary>
    public Entry? Newest(string id) => newest.GetValueOrDefault(id);

    /// <summary>Unread messages of all that is not muted.</summary>
    public long Unread(DateTimeOffset now) => all.Values.Where(one => !(one.MutedUntil > now)).Sum(one => one.Unread);

    /// <summary>Takes a catch-up. A live entry may have overtaken it, so nothing goes back.</summary>
    public void Apply(SyncAnswer answer)
    {
        if (answer.Restart) all = all.Clear();
        foreach (var one in answer.Changed)
        {
            var known = Get(one.ConversationId);
            var isOther = known is not null && known.Epoch != one.Epoch;
            if (!isOther && known?.Seq > one.Seq) continue;
            if (isOther) waiting.Remove(one.ConversationId);
            Set(one);
            Follow(one.ConversationId, []);
        }
        foreach (var id in answer.Removed) Remove(id);
    }

    public void Remove(string id)
    {
        waiting.Remove(id);
        all = all.Remove(id);
        newest = newest.Remove(id);
    }

    /// <summary>Everything up to seq has been read, and a mark as unread is gone. False if that was so before.</summary>
    public bool Read(string id, long seq)
    {
        if (Get(id) is not { } known || HasRead(id, seq)) return false;
        var read = known with { UnreadFrom = null, ReadSeq = Math.Max(seq, known.ReadSeq) };
        Set(seq >= known.Seq ? read with { Unread = 0, UnreadMentions = 0 } : read);
        return true;
    }

    /// <summary>Whether everything up to seq was read before, and nothing is marked as unread.</summary>
    public bool HasRead(string id, long? seq) => Get(id) is { UnreadFrom: null or 0 } known && seq <= known.ReadSeq;

    /// <summary>Keeps the newest message for a preview.</summary>
    public void Preview(string id, IEnumerable<Entry> entries)
    {
        var last = entries.LastOrDefault(entry => entry is { Kind: EntryKinds.Message, Text.Length: > 0 });
        if (last is not null && all.ContainsKey(id) && !(Newest(id)?.Seq > last.Seq)) newest = newest.SetItem(id, last);
    }

    /// <summary>Counts entries that follow the known state. False if there is a gap or something that only the server can tell.</summary>
    public bool Follow(string id, IReadOnlyList<Entry> entries, string? epoch = null)
    {
        if (entries is [{ Kind: EntryKinds.ConversationCreated } first, ..] && epoch is not null && Get(id) is null) Set(Created(id, first, epoch));
        var known = Get(id);
        if (known is not null && epoch is not null && epoch != known.Epoch) return false;
        var ordered = waiting.GetValueOrDefault(id, []).Concat(entries).OrderBy(entry => entry.Seq).ToList();
        waiting[id] = [.. ordered.TakeLast(Waiting)];
        if (known is null) return false;
        Preview(id, ordered);
        var isComplete = true;
        foreach (var entry in ordered.Where(entry => entry.Seq > known.Seq).DistinctBy(entry => entry.Seq))
        {
            if (entry.Seq > Get(id)!.Seq + 1) return false;
            Count(Get(id)! with { Seq = entry.Seq, LastActivity = entry.Time }, entry);
            isComplete &= !IsForTheServerToTell(entry);
        }
        waiting.Remove(id);
        return isComplete;
    }

    /// <summary>Only the server counts members.</summary>
    static bool IsForTheServerToTell(Entry entry) =>
        entry.Kind == EntryKinds.ConversationChanged || entry.Kind.StartsWith("members-", StringComparison.Ordinal);

    /// <summary>One's own message reads what came before it.</summary>
    void Count(ConversationSummary next, Entry entry)
    {
        Set(next);
        if (entry.Kind != EntryKinds.Message) return;
        if (entry.Sender == user) Read(next.ConversationId, entry.Seq);
        else Set(next with { Unread = next.Unread + 1, UnreadMentions = next.UnreadMentions + (Calls(entry) ? 1 : 0) });
    }

    bool Calls(Entry entry) => entry.Mentions?.Any(one => one == "*" || one == user) == true;

    ConversationSummary Created(string id, Entry entry, string epoch)
    {
        HashSet<string> members = [entry.Sender, .. entry.Members ?? []];
        var kind = entry.ConversationKind ?? ConversationKinds.Group;
        return new()
        {
            ConversationId = id,
            Kind = kind,
            Title = entry.Title,
            Epoch = epoch,
            With = kind == ConversationKinds.Direct ? members.FirstOrDefault(member => member != user) : null,
            MemberCount = members.Count,
            Seq = 0,
            ReadSeq = 0,
            Unread = 0,
            LastActivity = entry.Time,
        };
    }

    void Set(ConversationSummary one) => all = all.SetItem(one.ConversationId, one);
}
