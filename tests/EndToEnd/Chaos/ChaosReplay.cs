using Messaging.Contracts.Client;

namespace Messaging.EndToEnd.Chaos;

/// <summary>Plays a log from its beginning, and holds it against what was done, what became of it and the state that its page shows.</summary>
/// <param name="log">All of it.</param>
/// <param name="done">What was done in the conversation.</param>
/// <param name="fates">Of the commands in the conversation.</param>
/// <param name="erased">Users of whom nothing may be left; the command that erases one is <c>erase-</c> and the name.</param>
sealed class ChaosReplay(IReadOnlyList<Entry> log, IReadOnlyList<Doing> done, IReadOnlyList<AuditLine> fates, IReadOnlySet<string> erased)
{
    readonly ILookup<string, Doing> _done = done.ToLookup(doing => doing.User);
    readonly Dictionary<(string User, string Id), Doing> _given = done.SelectMany(doing => doing.Ids.Select(id => (Key: (doing.User, id), doing))).ToDictionary(it => it.Key, it => it.doing);
    readonly ILookup<long?, string> _erasedAfter = fates.Where(fate => fate.Command == "erase-user").ToLookup(fate => fate.Seq, fate => fate.ClientMessageId!["erase-".Length..]);
    readonly HashSet<string> _members = [], _moderators = [], _invited = [];
    readonly HashSet<(long Seq, string User, string Reaction)> _reactions = [];
    readonly HashSet<long> _pins = [];
    readonly Dictionary<long, Message> _messages = [];
    readonly List<string> _broken = [];
    long _ordinal;

    public long Seq => log.Count;

    public int Members => _members.Count;

    public IEnumerable<string> Invited => _invited.Order();

    public IEnumerable<long> Pins => _pins.Where(seq => !IsGone(_messages[seq])).Order();

    /// <summary>Messages that expire and have not yet.</summary>
    public IEnumerable<long> Expiring => _messages.Where(it => !IsGone(it.Value) && it.Value.ExpiresAt is not null).Select(it => it.Key);

    public IReadOnlyList<string> Broken()
    {
        for (var i = 0; i < log.Count; i++) Play(log[i], expected: i + 1);
        foreach (var entry in log) ShowsThePresent(entry);
        EachOnceAndInItsSendersOrder();
        EachHasItsFate();
        return _broken;
    }

    void Play(Entry entry, long expected)
    {
        if (entry.Seq != expected) _broken.Add($"seq {entry.Seq} where {expected} belongs");
        if (entry.Ordinal != (_ordinal += entry.Kind == EntryKinds.Message ? 1 : 0)) _broken.Add($"seq {entry.Seq} has ordinal {entry.Ordinal} instead of {_ordinal}");
        if (!IsRightOf(entry)) _broken.Add($"seq {entry.Seq}, {entry.Kind}, was not for {entry.Sender} to do");
        if (!HasAnEffect(entry)) _broken.Add($"seq {entry.Seq}, {entry.Kind}, makes no sense there");
        _invited.ExceptWith(_erasedAfter[entry.Seq]);
    }

    bool IsRightOf(Entry entry)
    {
        var isAlone = entry.Members is [var user] && user == entry.Sender;
        return entry.Kind switch
        {
            EntryKinds.ConversationCreated => entry.Seq == 1,
            EntryKinds.MembersAdded when isAlone => _invited.Contains(entry.Sender),
            EntryKinds.MembersUninvited when isAlone => true,
            EntryKinds.MembersRemoved when isAlone => true,
            EntryKinds.MembersRemoved => _moderators.Contains(entry.Sender) || entry.Members!.All(erased.Contains),
            EntryKinds.MessagePinned or EntryKinds.MessageUnpinned => _moderators.Contains(entry.Sender) || _moderators.Count == 0,
            EntryKinds.MemberChanged or EntryKinds.MembersUninvited => _moderators.Contains(entry.Sender),
            EntryKinds.MessageDeleted when IsExpiry(entry) => _messages[entry.Target!.Value].ExpiresAt <= entry.Time,
            _ => _members.Contains(entry.Sender),
        };
    }

    /// <summary>The platform's own deletion of a message whose time is over, in the name of its sender.</summary>
    bool IsExpiry(Entry entry) => entry.Kind == EntryKinds.MessageDeleted && !_given.ContainsKey((entry.Sender, entry.ClientMessageId))
        && _messages.TryGetValue(entry.Target!.Value, out var message) && message.Sender == entry.Sender && message.ExpiresAt is not null;

    bool HasAnEffect(Entry entry)
    {
        switch (entry.Kind)
        {
            case EntryKinds.ConversationCreated:
                _moderators.UnionWith(entry.ConversationKind == "direct" ? [] : [entry.Sender]);
                _members.UnionWith(entry.Members!);
                return true;
            case EntryKinds.MembersAdded: _invited.ExceptWith(entry.Members!); return entry.Members!.All(_members.Add);
            case EntryKinds.MembersRemoved: _moderators.ExceptWith(entry.Members!); return entry.Members!.All(_members.Remove);
            case EntryKinds.MembersInvited: return !entry.Members!.Any(_members.Contains) && entry.Members!.All(_invited.Add);
            case EntryKinds.MembersUninvited: return entry.Members!.All(_invited.Remove);
            case EntryKinds.MemberChanged: return _moderators.Add(entry.Members![0]);
            case EntryKinds.Message: return Say(entry);
            default: return _messages.TryGetValue(entry.Target!.Value, out var target) && target.Text is not null && HasAnEffect(entry, target);
        }
    }

    bool HasAnEffect(Entry entry, Message target)
    {
        var seq = entry.Target!.Value;
        switch (entry.Kind)
        {
            case EntryKinds.MessageEdited:
                _messages[seq] = target with { Text = Doing.TextOf(entry.Sender, entry.ClientMessageId), LastEdit = entry.Seq };
                return entry.Sender == target.Sender;
            case EntryKinds.MessageDeleted:
                _messages[seq] = target with { Text = null };
                _pins.Remove(seq);
                _reactions.RemoveWhere(reaction => reaction.Seq == seq);
                return entry.Sender == target.Sender;
            case EntryKinds.MessagePinned: return _pins.Add(seq);
            case EntryKinds.MessageUnpinned: return _pins.Remove(seq);
            // Of an erased user no reaction is left, nor what it was.
            case EntryKinds.ReactionAdded or EntryKinds.ReactionRemoved when erased.Contains(entry.Sender): return entry.Reaction is null;
            case EntryKinds.ReactionAdded: return _reactions.Add((seq, entry.Sender, entry.Reaction!));
            case EntryKinds.ReactionRemoved: return _reactions.Remove((seq, entry.Sender, entry.Reaction!));
            default: return false;
        }
    }

    bool Say(Entry entry)
    {
        if (entry.Thread is { } root) _messages[root] = _messages[root] with { Replies = _messages[root].Replies + 1 };
        _messages[entry.Seq] = new(entry.Sender, Doing.TextOf(entry.Sender, entry.ClientMessageId), _given.GetValueOrDefault((entry.Sender, entry.ClientMessageId))?.ExpiresAt);
        return true;
    }

    bool IsGone(Message message) => message.Text is null || erased.Contains(message.Sender);

    void ShowsThePresent(Entry entry)
    {
        var message = _messages.GetValueOrDefault(entry.Kind is EntryKinds.MessageEdited ? entry.Target!.Value : entry.Seq);
        var isLast = entry.Kind == EntryKinds.Message || message?.LastEdit == entry.Seq;
        var text = message is null || IsGone(message) || !isLast ? null : message.Text;
        if (entry.Text != text) _broken.Add($"seq {entry.Seq} shows '{entry.Text}' instead of '{text}'");
        if (message is null || entry.Kind != EntryKinds.Message) return;

        if (entry.DeletedAt is not null != IsGone(message)) _broken.Add($"seq {entry.Seq} shows '{entry.DeletedAt}' as the time of its deletion");
        if (entry.PinnedAt is not null != (_pins.Contains(entry.Seq) && !IsGone(message))) _broken.Add($"seq {entry.Seq} shows '{entry.PinnedAt}' as the time of its pin");
        if ((entry.Replies ?? 0) != message.Replies) _broken.Add($"seq {entry.Seq} shows {entry.Replies ?? 0} replies instead of {message.Replies}");
        var counts = _reactions.Where(reaction => reaction.Seq == entry.Seq && !IsGone(message)).GroupBy(reaction => reaction.Reaction).Select(group => (group.Key, group.Count())).Order();
        var shown = (entry.Reactions ?? []).Select(reaction => (reaction.Reaction, reaction.Count)).Order();
        if (!counts.SequenceEqual(shown)) _broken.Add($"seq {entry.Seq} shows reactions {string.Join(' ', shown)} instead of {string.Join(' ', counts)}");
    }

    void EachOnceAndInItsSendersOrder()
    {
        foreach (var (user, entries) in log.Where(entry => entry.Kind != EntryKinds.ConversationCreated && !IsExpiry(entry)).GroupBy(entry => entry.Sender).Select(group => (group.Key, group.ToList())))
        {
            var appended = entries.Select(entry => entry.ClientMessageId).ToHashSet();
            if (appended.Count != entries.Count) _broken.Add($"a command of {user} took effect twice");
            foreach (var id in appended)
                if (!_given.TryGetValue((user, id), out var doing)) _broken.Add($"nobody gave command {id} of {user}");
                else if (!doing.Accepted && !doing.MayHaveBeenTaken) _broken.Add($"command {id} of {user} was refused and took effect");
            if (!_done[user].SelectMany(doing => doing.Ids).Where(appended.Contains).SequenceEqual(entries.Select(entry => entry.ClientMessageId))) _broken.Add($"the commands of {user} are out of order");
        }
    }

    void EachHasItsFate()
    {
        var effects = log.ToLookup(entry => (entry.Sender, entry.ClientMessageId), entry => entry.Seq);
        foreach (var fate in fates)
        {
            var effect = effects[(fate.User!, fate.ClientMessageId!)].Cast<long?>().FirstOrDefault();
            if (fate.Seq is null == fate.Reason is null || (effect is not null && effect != fate.Seq)) _broken.Add($"{fate.Command} {fate.ClientMessageId} of {fate.User} has the fate {fate.Seq}{fate.Reason} and is at {effect}");
            if (effect is null && fate is { Seq: not null, Command: "send-message" or "edit-message" or "delete-message" }) _broken.Add($"{fate.Command} {fate.ClientMessageId} of {fate.User} is not at {fate.Seq}");
        }
    }

    sealed record Message(string Sender, string? Text, DateTimeOffset? ExpiresAt, long Replies = 0, long? LastEdit = null);
}
