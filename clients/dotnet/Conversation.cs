using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.Client;

/// <summary>One conversation. While it is open its log is kept whole and in order. Events come one after the other, and none while the client is stopped.</summary>
public sealed class Conversation
{
    readonly Engine engine;
    Task opening = Task.CompletedTask;
    ConversationPresence? presence;

    internal Conversation(string id, Engine engine) => (Id, this.engine) = (id, engine);

    /// <summary>The next entries of the log, each once and in the order of seq, begun by the newest page.</summary>
    public event EventHandler<IReadOnlyList<Entry>>? Appended;

    /// <summary>The log was restored from an older state; <see cref="Appended"/> begins anew.</summary>
    public event EventHandler<Conversation>? Restarted;

    /// <summary>Who of the members is online, asked for when it was opened; changes come by <see cref="MessagingClient.PresenceChanged"/>.</summary>
    public event EventHandler<ConversationPresence>? PresenceChanged;

    /// <summary>Who is typing now.</summary>
    public event EventHandler<IReadOnlyList<string>>? TypingChanged;

    /// <summary>Of these members a receipt came.</summary>
    public event EventHandler<IReadOnlyList<Receipt>>? ReceiptsChanged;

    /// <summary>The user is no longer in it, and it is closed.</summary>
    public event EventHandler<Conversation>? Removed;

    /// <summary>Its id.</summary>
    public string Id { get; }

    /// <summary>How it stands in the user's list; null while it is not there.</summary>
    public ConversationSummary? Summary => engine.List.Get(Id);

    /// <summary>The newest message that this device has seen, for a preview.</summary>
    public Entry? LastMessage => engine.List.Newest(Id);

    /// <summary>The log from its first loaded entry on, each with all that has changed it; empty while it is not open.</summary>
    public IReadOnlyList<Entry> Entries => Log?.Entries ?? [];

    /// <summary>Whether there are entries before the first one of <see cref="Entries"/>.</summary>
    public bool HasOlder => Log?.HasOlder ?? false;

    /// <summary>Whether the newest page is there.</summary>
    public bool IsOpen => Log?.IsOpen ?? false;

    /// <summary>What was sent and is not in the log yet, in order.</summary>
    public IReadOnlyList<OutboxItem> Outbox => [.. engine.Outbox.Items.Where(item => item.ConversationId == Id)];

    /// <summary>Who is typing now.</summary>
    public IReadOnlyList<string> Typists => engine.Typing.In(Id);

    /// <summary>As told when it was opened; null before. In large conversations members are only counted, and nobody is shown typing.</summary>
    public ConversationPresence? Presence => presence;

    internal Log? Log { get; private set; }

    /// <summary>Loads the newest page, and keeps the log up to date from now on. An <see cref="InvalidOperationException"/> says that the client is not started.</summary>
    public Task OpenAsync(CancellationToken cancellationToken = default) =>
        engine.Turns.RunAsync(() => Log is null ? opening = BeginAsync() : opening).WaitAsync(cancellationToken);

    /// <summary>Keeps nothing any more.</summary>
    public void Close() => engine.Turns.Post(End);

    /// <summary>Puts the page before the first entry in front of <see cref="Entries"/>.</summary>
    public Task LoadOlderAsync(CancellationToken cancellationToken = default) =>
        engine.Turns.RunAsync(() => Log?.LoadOlderAsync() ?? Task.CompletedTask).WaitAsync(cancellationToken);

    /// <inheritdoc cref="SendAsync(NewMessage, CancellationToken)"/>
    public Task<string> SendAsync(string text, CancellationToken cancellationToken = default) => SendAsync(new NewMessage { Text = text }, cancellationToken);

    /// <summary>Completes with the client message id when the message has been accepted, which is durable; until then it is repeated, over reconnects and, where the
    /// storage lasts, over a restart. Without a client message id in it, it is given one.</summary>
    /// <param name="message">Text up to <see cref="Limits.TextBytes"/> bytes of UTF-8.</param>
    /// <param name="cancellationToken">Ends the waiting, not the sending: that does <see cref="Outbox.DiscardAsync"/>. So does a stop of the client.</param>
    /// <exception cref="RefusedException">It was refused for good.</exception>
    /// <exception cref="InvalidOperationException">The client is not started.</exception>
    public Task<string> SendAsync(NewMessage message, CancellationToken cancellationToken = default) => engine.Turns.RunAsync(() =>
    {
        engine.Typing.Stopped(Id);
        return engine.Outbox.AddAsync(Id, message);
    }).WaitAsync(cancellationToken);

    /// <summary>The user types: to be called on every key, told at most every 8 s.</summary>
    public void Typing() => engine.Turns.Post(() =>
    {
        if (presence?.Typing != false && engine.Typing.IsDue(Id)) engine.Live.Send("typing", Id);
    });

    /// <summary>The user has read up to here; told at most once a second, and not while the client is stopped.</summary>
    /// <param name="seq">The last that is known if absent.</param>
    public void Read(long? seq = null) => engine.Turns.Post(() => engine.Read(Id, seq ?? Math.Max(Log?.Last ?? 0, Summary?.Seq ?? 0)));

    /// <summary>Mute, pin, archive, mark as unread: on all of the user's devices.</summary>
    public Task PreferAsync(Preferences preferences, CancellationToken cancellationToken = default) => engine.Turns.RunAsync(async () =>
    {
        // A read that comes after it would take the mark away.
        if (preferences.UnreadFrom > 0) await engine.Receipts.SettleAsync(Id);
        await engine.Api.CallAsync(HttpMethod.Put, Addresses.Of(Id, "me"), preferences, cancellationToken);
        await engine.Sync.RunAsync();
    });

    /// <summary>A page of the log in rising seq: the newest, or by place, time or thread.</summary>
    public Task<EntryPage> PageAsync(PageRange? range = null, CancellationToken cancellationToken = default) =>
        engine.Turns.RunAsync(() => FetchAsync(range ?? new(), cancellationToken));

    /// <summary>Messages that match, from the newest back. Text is compared whatever the case, not by word or language; one request looks at
    /// <see cref="Limits.ScannedEntries"/> entries, and while there is <c>More</c> the search goes on with <c>Before</c> at <c>Next</c>.</summary>
    public Task<EntryPage> SearchAsync(PageRange what, CancellationToken cancellationToken = default) =>
        PageAsync(what with { Kind = EntryKinds.Message }, cancellationToken);

    /// <summary>Who has read and received up to where; above 100 members how many, above 1,000 nothing.</summary>
    /// <param name="seq">What is counted; the last of the log if absent.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<ReceiptList> ReceiptsAsync(long? seq = null, CancellationToken cancellationToken = default) => engine.Turns.RunAsync(() =>
        engine.Api.AskAsync<ReceiptList>(HttpMethod.Get, Addresses.Of(Id, "receipts") + Addresses.Query(("seq", seq)), null, cancellationToken));

    /// <summary>Who views a small conversation is told of its members' presence from then on; of a large one there is only a count.</summary>
    internal async Task ViewAsync()
    {
        if (!engine.Live.IsConnected) return;
        ConversationPresence seen;
        try
        {
            seen = await engine.Live.AskAsync<ConversationPresence>("view", Id);
        }
        catch (Exception lost) when (lost is not OperationCanceledException)
        {
            return;
        }
        if (Log is null || engine.Turns.Stopping.IsCancellationRequested) return;
        presence = seen;
        engine.Presence.See(seen.Users ?? []);
        engine.Turns.Raise(PresenceChanged, this, seen);
        engine.TellChanged();
    }

    internal void End()
    {
        if (Log is null) return;
        Log.Close();
        Log = null;
        presence = null;
        engine.Live.Send("unview", Id);
        engine.TellChanged();
    }

    internal void TellTyping() => engine.Turns.Raise(TypingChanged, this, Typists);

    internal void TellReceipts(IReadOnlyList<Receipt> receipts) => engine.Turns.Raise(ReceiptsChanged, this, receipts);

    internal void TellRemoved() => engine.Turns.Raise(Removed, this, this);

    async Task BeginAsync()
    {
        if (!engine.IsStarted) throw new InvalidOperationException("The client is not started.");
        var log = Log = new(range => FetchAsync(range, default), engine.Turns, engine.Random)
        {
            Changed = engine.TellChanged,
            Restarted = TellRestarted,
            Appended = TellAppended,
        };
        engine.Turns.Go(ViewAsync);
        try
        {
            await log.OpenAsync();
        }
        catch (Exception)
        {
            if (Log == log) End();
            throw;
        }
    }

    Task<EntryPage> FetchAsync(PageRange range, CancellationToken cancellationToken) =>
        engine.Api.AskAsync<EntryPage>(HttpMethod.Get, Addresses.Of(Id, "messages") + range.Query(), null, cancellationToken);

    void TellAppended(IReadOnlyList<Entry> entries)
    {
        engine.Confirm(entries);
        engine.Turns.Raise(Appended, this, entries);
    }

    void TellRestarted()
    {
        engine.Receipts.Forget(Id);
        engine.Turns.Raise(Restarted, this, this);
    }
}
