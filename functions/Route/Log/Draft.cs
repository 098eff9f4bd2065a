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
    readonly Dictionary<long, StoredEntry?> _read = [];
    readonly List<(Command Command, Decision Decision)> _decided = [];
    Head? _head = before.Head;
    ImmutableDictionary<string, Member?> _known = before.Members;
    int _rows = 1, _bytes = BytesPerRow;

    public bool IsEmpty => _decided.Count == 0;

    /// <summary>Members whom this transaction removes, as far as they were in the conversation before it.</summary>
    public IEnumerable<string> Left => _members.Where(it => it.Value is null).Select(it => it.Key);

    public View View(DateTimeOffset now, string newEpoch) => new(_head, Member, Stored, now, newEpoch);

    public bool Knows(string user) => _before is null || _members.ContainsKey(user) || _known.ContainsKey(user);

    public void Learn(string user, Member? member) => _known = _known.SetItem(user, member);

    public bool Knows(long seq) => _entries.ContainsKey(seq) || _read.ContainsKey(seq) || !(seq > 0 && seq <= _before?.Seq);

    public void Learn(long seq, StoredEntry? stored) => _read[seq] = stored;

    public StoredEntry? Stored(long seq) => _entries.TryGetValue(seq, out var own) ? own.Stored : _read.GetValueOrDefault(seq);

    /// <summary>False if the command's rows no longer fit: it begins the next transaction.</summary>
    public bool TryAdd(Command command, Decision decision)
    {
        List<(StoredEntry Stored, byte[] Json)> entries = [.. decision.Rewritten.Select(it => (it, it.Entry.ToJson()))];
        if (decision.Entry is { } entry) entries.Add((new(entry), entry.ToJson()));
        var rows = 1 + entries.Count + decision.Joined.Count + decision.Left.Count;
        var bytes = rows * BytesPerRow + entries.Sum(it => Base64(it.Json.Length));
        if (!IsEmpty && (_rows + rows > MaxRows || _bytes + bytes > MaxBytes)) return false;

        (_rows, _bytes) = (_rows + rows, _bytes + bytes);
        foreach (var it in entries) _entries[it.Stored.Entry.Seq] = it;
        foreach (var member in decision.Joined) _members[member.User] = member;
        foreach (var user in decision.Left) _members[user] = null;
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
        foreach (var (user, member) in _members) if (MemberAction(user, member) is { } action) yield return action;
    }

    public Conversation Committed(ETag head) => new(_head is null ? null : _head with { ETag = head }, _known.SetItems(_members));

    public IEnumerable<Outcome> Outcomes() => _decided.Select(it => it.Decision.Entry is { } entry
        ? new Outcome(it.Command, _entries[entry.Seq].Stored.Entry, _entries[entry.Seq].Json)
        : new Outcome(it.Command, Refusal: it.Decision.Refusal));

    Member? Member(string user) => _members.TryGetValue(user, out var own) ? own : _known.GetValueOrDefault(user);

    TableTransactionAction? MemberAction(string user, Member? member)
    {
        if (member is not null) return new(TableTransactionActionType.UpsertReplace, member.Row(key.Partition));
        var wasMember = _known.GetValueOrDefault(user) is not null;
        return wasMember ? new(TableTransactionActionType.Delete, new TableEntity(key.Partition, Keys.Member(user)), ETag.All) : null;
    }

    static TableEntity FateRow(ConversationKey key, Command command, Decision decision) =>
        new Fate(decision.Seq, decision.Refusal).Row(key.Partition, command.Sender, command.ClientMessageId);

    static TableTransactionAction Write(TableEntity row, ETag? known) =>
        known is { } etag ? new(TableTransactionActionType.UpdateReplace, row, etag) : Add(row);

    static TableTransactionAction Add(TableEntity row) => new(TableTransactionActionType.Add, row);

    static int Base64(int bytes) => (bytes + 2) / 3 * 4;
}
