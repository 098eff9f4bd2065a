using System.Collections.Immutable;
using Azure;
using Azure.Data.Tables;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;
using Messaging.Route.Rules;

namespace Messaging.Route.Log;

/// <summary>One entity-group transaction in the making: a conversation, and over it what the commands so far make of it.
/// Each row is written once, whatever the commands did to it.</summary>
public sealed class Draft(ConversationKey key, Conversation before)
{
    /// <summary>The service takes 100 rows and 4 MiB; the rest is for what surrounds the rows in the request.</summary>
    public const int MaxRows = 100, MaxBytes = 3 * 1024 * 1024, BytesPerRow = 1024;

    readonly Head? _before = before.Head;
    readonly Dictionary<string, Member?> _members = [];
    readonly SortedDictionary<long, (StoredEntry Stored, byte[] Json)> _entries = [];
    readonly Dictionary<string, Mark?> _marks = [];
    readonly Dictionary<long, StoredEntry?> _readEntries = [];
    readonly Dictionary<string, bool> _readMarks = [];
    readonly HashSet<string> _newMarks = [];
    readonly List<(Command Command, Decision Decision)> _decided = [];
    Head? _head = before.Head;
    ImmutableDictionary<string, Member?> _known = before.Members;
    int _entryBytes;

    public bool IsEmpty => _decided.Count == 0;

    /// <summary>Members whom this transaction removes, as far as they were in the conversation before it.</summary>
    public IEnumerable<string> Left => _members.Where(it => it.Value is null).Select(it => it.Key);

    public View View(DateTimeOffset now, string newEpoch) => new(_head, Member, Stored, IsMarked, now, newEpoch);

    public bool Knows(string user) => _before is null || _members.ContainsKey(user) || _known.ContainsKey(user);

    public void Learn(string user, Member? member) => _known = _known.SetItem(user, member);

    public bool Knows(long seq) => _entries.ContainsKey(seq) || _readEntries.ContainsKey(seq) || !(seq > 0 && seq <= _before?.Seq);

    public void Learn(long seq, StoredEntry? stored) => _readEntries[seq] = stored;

    public StoredEntry? Stored(long seq) => _entries.TryGetValue(seq, out var own) ? own.Stored : _readEntries.GetValueOrDefault(seq);

    public bool KnowsMark(string rowKey) => _marks.ContainsKey(rowKey) || _readMarks.ContainsKey(rowKey);

    public void LearnMark(string rowKey, bool marked) => _readMarks[rowKey] = marked;

    /// <summary>False if the command's rows no longer fit: it begins the next transaction.</summary>
    public bool TryAdd(Command command, Decision decision)
    {
        List<(StoredEntry Stored, byte[] Json)> entries = [.. Entries(decision).Select(it => (it, it.Entry.ToJson()))];
        var rows = 1 + 1 + _decided.Count + Union(_entries.Keys, entries.Select(it => it.Stored.Entry.Seq))
            + Union(_members.Keys, decision.Members.Select(it => it.User).Concat(decision.Left))
            + Union(_marks.Keys, decision.Marked.Select(it => it.RowKey).Concat(decision.Unmarked));
        var entryBytes = _entryBytes + entries.Sum(it => Base64(it.Json.Length) - BytesOf(it.Stored.Entry.Seq));
        if (!IsEmpty && (rows > MaxRows || rows * BytesPerRow + entryBytes > MaxBytes)) return false;

        _entryBytes = entryBytes;
        foreach (var it in entries) _entries[it.Stored.Entry.Seq] = it;
        foreach (var member in decision.Members) _members[member.User] = member;
        foreach (var user in decision.Left) _members[user] = null;
        foreach (var mark in decision.Marked)
        {
            if (!_marks.ContainsKey(mark.RowKey) && !_readMarks.GetValueOrDefault(mark.RowKey)) _newMarks.Add(mark.RowKey);
            _marks[mark.RowKey] = mark;
        }
        foreach (var rowKey in decision.Unmarked) _marks[rowKey] = null;
        _head = decision.Head ?? _head;
        _decided.Add((command, decision));
        return true;
    }

    /// <summary>The head comes first, so that a state that has moved on is the first thing the service objects to.</summary>
    public IEnumerable<TableTransactionAction> Actions()
    {
        if (_head is { } head) yield return Write(head.Row(key.Partition), _before?.ETag);
        foreach (var (command, decision) in _decided) yield return Add(FateRow(key, command, decision));
        foreach (var (seq, (stored, json)) in _entries) yield return Write(stored.Row(key.Partition, json), seq > (_before?.Seq ?? 0) ? null : ETag.All);
        foreach (var (user, member) in _members)
            if (Action(member?.Row(key.Partition), Keys.Member(user), _known.GetValueOrDefault(user) is not null) is { } action) yield return action;
        foreach (var (rowKey, mark) in _marks)
            if (Action(mark?.Row(key.Partition), rowKey, !_newMarks.Contains(rowKey)) is { } action) yield return action;
    }

    public Conversation Committed(ETag head) => new(_head is null ? null : _head with { ETag = head }, _known.SetItems(_members));

    public IEnumerable<Outcome> Outcomes() => _decided.Select(it => it.Decision.Appended is { Entry: { } entry }
        ? new Outcome(it.Command, _entries[entry.Seq].Stored.Entry, _entries[entry.Seq].Json)
        : new Outcome(it.Command, Refusal: it.Decision.Refusal));

    Member? Member(string user) => _members.TryGetValue(user, out var own) ? own : _known.GetValueOrDefault(user);

    bool IsMarked(string rowKey) => _marks.TryGetValue(rowKey, out var own) ? own is not null : _readMarks.GetValueOrDefault(rowKey);

    /// <summary>Deleted only if it is there: what came and went within the draft never was.</summary>
    TableTransactionAction? Action(TableEntity? row, string rowKey, bool wasThere) =>
        row is not null ? new(TableTransactionActionType.UpsertReplace, row)
        : wasThere ? new(TableTransactionActionType.Delete, new TableEntity(key.Partition, rowKey), ETag.All)
        : null;

    int BytesOf(long seq) => _entries.TryGetValue(seq, out var own) ? Base64(own.Json.Length) : 0;

    /// <summary>An entry that changes others leaves its seq in them: whoever reads them later knows that it is in there.</summary>
    static IEnumerable<StoredEntry> Entries(Decision decision) => decision.Appended is { } entry
        ? [.. decision.Rewritten.Select(it => it with { Entry = it.Entry with { ChangedBy = entry.Entry.Seq } }), entry]
        : decision.Rewritten;

    static int Union<T>(ICollection<T> these, IEnumerable<T> those) => these.Count + those.Distinct().Count(it => !these.Contains(it));

    static TableEntity FateRow(ConversationKey key, Command command, Decision decision) =>
        new Fate(decision.Seq, decision.Refusal).Row(key.Partition, command);

    static TableTransactionAction Write(TableEntity row, ETag? known) =>
        known is { } etag ? new(TableTransactionActionType.UpdateReplace, row, etag) : Add(row);

    static TableTransactionAction Add(TableEntity row) => new(TableTransactionActionType.Add, row);

    static int Base64(int bytes) => (bytes + 2) / 3 * 4;
}
