using Messaging.Contracts.Client;

namespace Messaging.EndToEnd.Chaos;

/// <summary>Plays a log from its beginning, and holds it against what was done and against the state that its page shows.</summary>
sealed class ChaosReplay(IReadOnlyList<Entry> log, IReadOnlyList<Doing> done)
{
    readonly HashSet<string> _members = [];
    readonly HashSet<(long Seq, string User, string Reaction)> _reactions = [];
    readonly Dictionary<long, (string? Text, long Replies)> _messages = [];
    readonly List<string> _broken = [];
    long _ordinal;

    public long Seq => log.Count;

    public int Members => _members.Count;

    public IReadOnlyList<string> Broken()
    {
        for (var i = 0; i < log.Count; i++) Play(log[i], expected: i + 1);
        foreach (var entry in log.Where(entry => entry.Kind == EntryKinds.Message)) ShowsThePresent(entry);
        EachOnceAndInItsSendersOrder();
        return _broken;
    }

    void Play(Entry entry, long expected)
    {
        var writes = entry.Kind == EntryKinds.Message;
        if (entry.Seq != expected) _broken.Add($"seq {entry.Seq} where {expected} belongs");
        if (entry.Ordinal != (_ordinal += writes ? 1 : 0)) _broken.Add($"seq {entry.Seq} has ordinal {entry.Ordinal} instead of {_ordinal}");
        if (entry.Kind != EntryKinds.ConversationCreated && !_members.Contains(entry.Sender)) _broken.Add($"seq {entry.Seq} is of {entry.Sender}, no member");
        Change(entry);
    }

    void Change(Entry entry)
    {
        var said = ChaosUser.TextOf(entry.Sender, entry.ClientMessageId);
        switch (entry.Kind)
        {
            case EntryKinds.ConversationCreated or EntryKinds.MembersAdded: _members.UnionWith(entry.Members!); break;
            case EntryKinds.MembersRemoved: _members.ExceptWith(entry.Members!); break;
            case EntryKinds.Message:
                _messages[entry.Seq] = (said, 0);
                if (entry.Thread is { } root) _messages[root] = _messages[root] with { Replies = _messages[root].Replies + 1 };
                break;
            case EntryKinds.MessageEdited: _messages[entry.Target!.Value] = _messages[entry.Target.Value] with { Text = said }; break;
            case EntryKinds.MessageDeleted:
                _messages[entry.Target!.Value] = _messages[entry.Target.Value] with { Text = null };
                _reactions.RemoveWhere(reaction => reaction.Seq == entry.Target);
                break;
            case EntryKinds.ReactionAdded when !_reactions.Add((entry.Target!.Value, entry.Sender, entry.Reaction!)): _broken.Add($"seq {entry.Seq} adds a reaction that is there"); break;
            case EntryKinds.ReactionRemoved when !_reactions.Remove((entry.Target!.Value, entry.Sender, entry.Reaction!)): _broken.Add($"seq {entry.Seq} removes a reaction that is not there"); break;
        }
    }

    void ShowsThePresent(Entry entry)
    {
        var (text, replies) = _messages[entry.Seq];
        if (entry.Text != text) _broken.Add($"seq {entry.Seq} shows '{entry.Text}' instead of '{text}'");
        if ((entry.Replies ?? 0) != replies) _broken.Add($"seq {entry.Seq} shows {entry.Replies ?? 0} replies instead of {replies}");
        var counts = _reactions.Where(reaction => reaction.Seq == entry.Seq).GroupBy(reaction => reaction.Reaction).Select(group => (group.Key, group.Count())).Order();
        var shown = (entry.Reactions ?? []).Select(reaction => (reaction.Reaction, reaction.Count)).Order();
        if (!counts.SequenceEqual(shown)) _broken.Add($"seq {entry.Seq} shows reactions {string.Join(' ', shown)} instead of {string.Join(' ', counts)}");
    }

    void EachOnceAndInItsSendersOrder()
    {
        foreach (var (user, entries) in log.Where(entry => entry.Kind != EntryKinds.ConversationCreated).GroupBy(entry => entry.Sender).Select(group => (group.Key, group.ToList())))
        {
            var given = done.Where(doing => doing.User == user).ToDictionary(doing => doing.Id, doing => doing);
            if (entries.DistinctBy(entry => entry.ClientMessageId).Count() != entries.Count) _broken.Add($"a command of {user} took effect twice");
            foreach (var entry in entries)
                if (!given.TryGetValue(entry.ClientMessageId, out var doing)) _broken.Add($"nobody gave command {entry.ClientMessageId} of {user}");
                else if (!doing.Accepted && !doing.MayHaveBeenTaken) _broken.Add($"command {entry.ClientMessageId} of {user} was refused and took effect");
            var appended = entries.Select(entry => entry.ClientMessageId).ToHashSet();
            if (!given.Keys.Where(appended.Contains).SequenceEqual(entries.Select(entry => entry.ClientMessageId))) _broken.Add($"the commands of {user} are out of order");
        }
    }
}
