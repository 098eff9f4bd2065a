using System.Runtime.ExceptionServices;
using System.Text;
using Messaging.Contracts;
using Messaging.Contracts.Client;

namespace Messaging.Client;

/// <summary>One user on one device. It may be used from any thread; what it shows does not change under a reader. Events come one after the other, each after
/// the change that it tells of and before the next: a listener that waits for the client blocks it.</summary>
public sealed class MessagingClient : IAsyncDisposable
{
    readonly MessagingClientOptions options;
    readonly HttpClient? own;
    readonly Engine engine;

    /// <summary>Nothing is asked before <see cref="StartAsync"/>.</summary>
    public MessagingClient(MessagingClientOptions options)
    {
        this.options = options;
        own = options.HttpClient is null ? new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(30) } : null;
        engine = new(options, options.HttpClient ?? own!, this);
    }

    /// <summary>Something that the client shows has changed.</summary>
    public event EventHandler<MessagingClient>? Changed;

    /// <summary>The connection has come or gone.</summary>
    public event EventHandler<ClientState>? StateChanged;

    /// <summary>What was heard of a user who is watched, or a member of an open conversation.</summary>
    public event EventHandler<PresenceEvent>? PresenceChanged;

    /// <summary>Who is typing in a conversation.</summary>
    public event EventHandler<TypingChange>? TypingChanged;

    /// <summary>How far members have come.</summary>
    public event EventHandler<ReceiptsEvent>? ReceiptsChanged;

    /// <summary>A command that had been accepted was refused.</summary>
    public event EventHandler<RejectedEvent>? Rejected;

    /// <summary>The user may join this conversation.</summary>
    public event EventHandler<string>? Invited;

    /// <summary>The user is no longer in this conversation.</summary>
    public event EventHandler<string>? Removed;

    /// <summary>What went wrong in the background, or in a listener; what can be tried again will be.</summary>
    public event EventHandler<Exception>? Faulted;

    /// <summary>The id that the token says.</summary>
    public string User => options.User;

    /// <summary>Where it stands.</summary>
    public ClientState State => engine.State;

    /// <summary>What last went wrong; null as soon as the client is online.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>The user's conversations: pinned ones first, then by their latest activity.</summary>
    public IReadOnlyList<ConversationSummary> Conversations => engine.List.List;

    /// <summary>Unread messages of all conversations that are not muted.</summary>
    public long Unread => engine.List.Unread(options.TimeProvider.GetUtcNow());

    /// <summary>Who is online.</summary>
    public Presence Presence => engine.Presence;

    /// <summary>What was sent and is not in a log yet.</summary>
    public Outbox Outbox => engine.Outbox;

    /// <summary>Connects, and again whenever the connection is lost, until it is stopped. Done when the first catch-up is.</summary>
    /// <param name="cancellationToken">Ends the waiting; <see cref="StopAsync"/> ends the client, and this too.</param>
    public Task StartAsync(CancellationToken cancellationToken = default) => engine.Turns.RunAsync(engine.StartAsync).WaitAsync(cancellationToken);

    /// <summary>Disconnects. When it is done, nothing is asked or told any more; what has not been sent stays in the storage for the next start.</summary>
    public Task StopAsync() => engine.Turns.RunAsync(engine.StopAsync);

    /// <summary>The same object for the same id.</summary>
    public Conversation Conversation(string id) => engine.Conversation(id);

    /// <summary>Begins a group, a channel, or the one direct conversation of a pair. Done when it is in the list.</summary>
    /// <param name="conversation">With up to <see cref="Limits.MembersPerCommand"/> others; without a client message id it is given one.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="RefusedException">It was refused, at once or after it had been accepted.</exception>
    /// <exception cref="TimeoutException">It was accepted and is not there after half a minute.</exception>
    public Task<Conversation> CreateAsync(NewConversation conversation, CancellationToken cancellationToken = default) => engine.Turns.RunAsync(async () =>
    {
        var body = conversation with { ClientMessageId = conversation.ClientMessageId ?? options.NewId() };
        string? reason = null;
        void Note(object? sender, RejectedEvent rejected) => reason = rejected.ClientMessageId == body.ClientMessageId ? rejected.Reason : reason;
        Rejected += Note;
        try
        {
            var accepted = await engine.Api.AskAsync<Accepted>(HttpMethod.Post, "conversations", body, cancellationToken);
            await engine.Sync.UntilAsync(() => reason is not null || engine.List.Get(accepted.ConversationId) is not null).WaitAsync(cancellationToken);
            if (engine.List.Get(accepted.ConversationId) is not null) return Conversation(accepted.ConversationId);
            throw reason is null ? new TimeoutException("It was accepted and is not there yet.") : new RefusedException(reason, reason);
        }
        finally
        {
            Rejected -= Note;
        }
    });

    /// <summary>Catches up now. It does so by itself after each connect, ten seconds later and every few minutes.</summary>
    public Task SyncAsync(CancellationToken cancellationToken = default) => engine.Turns.RunAsync(engine.Sync.RunAsync).WaitAsync(cancellationToken);

    /// <summary>Any other call of openapi.yaml. After a stop it is cancelled.</summary>
    /// <typeparam name="T">A record of Messaging.Contracts, or <see cref="string"/> for the body as it is.</typeparam>
    /// <param name="method">Of HTTP.</param>
    /// <param name="path">Behind <c>/api/</c>, escaped.</param>
    /// <param name="body">A record of Messaging.Contracts.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="RefusedException">It was refused.</exception>
    public Task<T> CallAsync<T>(HttpMethod method, string path, object? body = null, CancellationToken cancellationToken = default) => engine.Turns.RunAsync(async () =>
        typeof(T) == typeof(string)
            ? (T)(object)Encoding.UTF8.GetString(await engine.Api.CallAsync(method, path, body, cancellationToken))
            : await engine.Api.AskAsync<T>(method, path, body, cancellationToken));

    /// <summary>Stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        own?.Dispose();
    }

    internal void TellChanged() => engine.Turns.Raise(Changed, this, this);

    internal void TellState(ClientState state) => engine.Turns.Raise(StateChanged, this, state);

    internal void TellPresence(PresenceEvent presence) => engine.Turns.Raise(PresenceChanged, this, presence);

    internal void TellTyping(TypingChange typing) => engine.Turns.Raise(TypingChanged, this, typing);

    internal void TellReceipts(ReceiptsEvent receipts) => engine.Turns.Raise(ReceiptsChanged, this, receipts);

    internal void TellRejected(RejectedEvent rejected) => engine.Turns.Raise(Rejected, this, rejected);

    internal void TellInvited(string conversation) => engine.Turns.Raise(Invited, this, conversation);

    internal void TellRemoved(string conversation) => engine.Turns.Raise(Removed, this, conversation);

    internal void TellRight() => Fault = null;

    /// <summary>A listener of faults that fails itself ends the process, as any handler without a listener does.</summary>
    internal void TellFault(Exception fault)
    {
        Fault = fault;
        try
        {
            Faulted?.Invoke(this, fault);
        }
        catch (Exception worse)
        {
            ThreadPool.QueueUserWorkItem(_ => ExceptionDispatchInfo.Throw(worse));
        }
    }
}

/// <summary>Who is typing in a conversation now.</summary>
public sealed record TypingChange(string ConversationId, IReadOnlyList<string> Users);
