using System.Text.Json;
using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.Unit.Sync.Whole;

/// <summary>A client by the rules of docs/sync.md. It holds live events while it catches up; an answer takes its time to arrive.</summary>
sealed class Device(Chat chat, string user, Random random)
{
    readonly List<object> _wire = [];
    readonly Dictionary<string, ConversationSummary> _list = [];
    readonly Dictionary<string, DeviceLog> _logs = [];
    string? _token;
    readonly DeviceReceipts _receipts = new(user);
    readonly List<(ReceiptList List, bool Quiet)> _told = [];
    List<SyncAnswer>? _pending;

    public string User => user;
    public bool Connected { get; private set; }

    /// <summary>Something came that only a catch-up can tell, or an event was lost.</summary>
    public bool Stale { get; private set; } = true;

    public IReadOnlyDictionary<string, ConversationSummary> List => _list;
    public IReadOnlyDictionary<string, DeviceLog> Logs => _logs;

    public Receipt Receipt(string id, string member) => _receipts.Of(id, _logs[id], member);

    public bool HasAllReceipts(string id) => _receipts.AreWhole(id, _logs[id]);

    public void MissReceipts() => _receipts.Missed = true;

    /// <summary>What it may be told only minutes later, by its next catch-up.</summary>
    public void MissAll() => Stale = _receipts.Missed = true;

    /// <summary>A log comes back later than anything is on its way here. Entries that are left say of which epoch they are, receipts do not.</summary>
    public void Outlast()
    {
        MissAll();
        _told.Clear();
        _wire.RemoveAll(live => live is ReceiptsEvent);
    }

    /// <summary>One event in twenty never comes.</summary>
    public void Receive(object live)
    {
        if (!Connected) return;
        if (random.Next(20) > 0) _wire.Add(live);
        else if (live is ReceiptsEvent) MissReceipts();
        else MissAll();
    }

    public void Connect() => Connected = true;

    public void Disconnect()
    {
        (Connected, _pending) = (false, null);
        MissAll();
        _told.Clear();
        _wire.Clear();
    }

    /// <summary>Asks; what is asked here is applied by <see cref="Apply"/>, and whatever happens in between is held.</summary>
    public async Task AskAsync(bool receipts = true)
    {
        Connect();
        // What went live before this connection may have its hint still on the way: hence the second catch-up some seconds after a connect.
        var quiet = chat.IsQuiet;
        Stale = !quiet;
        var known = _logs.Select(log => new KnownLog(log.Key, log.Value.Epoch, log.Value.Last)).ToList();
        _pending = [];
        for (var token = _token; _pending is [] or [.., { More: true }]; token = _pending[^1].Token)
            _pending.Add(await chat.Sync.SyncAsync(user, new() { Token = token, Known = known, EntriesPerConversation = random.Next(1, 12) }));
        if (!receipts) return;
        _receipts.Missed &= !quiet;
        foreach (var id in _list.Keys.Union(_pending.SelectMany(answer => answer.Changed).Select(changed => changed.ConversationId)))
            if (await chat.ReceiptsAsync(user, id) is { } list) _told.Add((list, quiet));
    }

    /// <summary>Tells how far one of its logs goes.</summary>
    public Task<int> ReceivedAsync(string id) => chat.MoveCursorAsync(user, id, new() { Delivered = _logs[id].Last });

    public async Task ApplyAsync()
    {
        if (_pending is not { } answers) return;
        _pending = null;
        foreach (var answer in answers) await ApplyAsync(answer);
        foreach (var (list, quiet) in _told) _receipts.Take(list, quiet);
        _told.Clear();
    }

    /// <summary>Takes what is on the wire, in any order, some of it twice; then fills the gaps that are left.</summary>
    public async Task HandleAsync()
    {
        if (_pending is not null) return;
        foreach (var live in _wire.Concat(_wire.Where(_ => random.Next(4) == 0)).OrderBy(_ => random.Next()).ToList()) Handle(live);
        _wire.Clear();
        foreach (var (id, log) in _logs) await FillAsync(id, log);
        foreach (var (id, log) in _logs) Follow(id, log);
    }

    async Task ApplyAsync(SyncAnswer answer)
    {
        if (answer.Restart) foreach (var id in _list.Keys.Union(_logs.Keys).ToList()) Forget(id);
        foreach (var changed in answer.Changed) _list[changed.ConversationId] = changed;
        foreach (var missed in answer.Missed)
            if (missed.Restart || !_logs.TryGetValue(missed.ConversationId, out var log) || (missed.Gap is not null && missed.Entries.Count > 0 && random.Next(2) == 0))
                _logs[missed.ConversationId] = DeviceLog.Of(missed.Epoch, missed.Entries);
            else
            {
                log.Add(missed.Entries);
                if (missed.Gap is not null) await FillAsync(missed.ConversationId, log, missed.Gap.To);
            }
        foreach (var removed in answer.Removed) Forget(removed);
        _token = answer.Token;
    }

    async Task FillAsync(string id, DeviceLog log, long? to = null)
    {
        while ((to is null ? log.Gap : log.Last < to ? new(log.Last + 1, to.Value) : null) is { } gap)
        {
            var limit = Math.Min(gap.To - gap.From + 1, random.Next(1, 10));
            var answer = await chat.Sync.ReadHistory.RunAsync(SyncWorld.Request(user, $"?after={log.Last}&limit={limit}"), id, default);
            if (answer.Status() != 200 || answer.Body<EntryPage>() is not { } page || page.Epoch != log.Epoch) { Stale = true; return; }
            log.Add(page.Entries);
        }
    }

    void Handle(object live)
    {
        switch (live)
        {
            case EntriesEvent entries when _logs.TryGetValue(entries.ConversationId, out var log) && log.Epoch == entries.Epoch:
                log.Add(entries.Entries);
                break;
            case InboxEvent { ReadSeq: { } seq } read when _list.TryGetValue(read.ConversationId, out var known) && seq <= known.ReadSeq && known.UnreadFrom is null:
                break;
            case ReceiptsEvent told:
                _receipts.Take(told.ConversationId, told.Receipts);
                break;
            default:
                Stale = true;
                break;
        }
    }

    /// <summary>The list moves on with the log. Who came and went, and a new title, only the server can tell.</summary>
    void Follow(string id, DeviceLog log)
    {
        if (!_list.TryGetValue(id, out var known)) return;
        foreach (var entry in log.Entries.Where(entry => entry.Seq > known.Seq))
        {
            known = known with { Seq = entry.Seq, LastActivity = entry.Time };
            if (entry.Kind == EntryKinds.Message)
                known = entry.Sender == user ? known with { ReadSeq = entry.Seq, Unread = 0, UnreadFrom = null } : known with { Unread = known.Unread + 1 };
            if (entry.Kind.StartsWith("member", StringComparison.Ordinal)) Stale = true;
        }
        _list[id] = known;
    }

    void Forget(string id)
    {
        _list.Remove(id);
        _logs.Remove(id);
        _receipts.Forget(id);
    }

    public string Shown() => string.Join('\n', _list.OrderBy(one => one.Key, StringComparer.Ordinal)
        .Select(one => JsonSerializer.Serialize(one.Value, ContractsJson.Wire.ConversationSummary)));
}
