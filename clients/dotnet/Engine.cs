using System.Collections.Concurrent;
using Messaging.Contracts.Client;

namespace Messaging.Client;

/// <summary>What a client is made of, and what each part tells the others.</summary>
sealed partial class Engine : ILiveClient
{
    readonly ConcurrentDictionary<string, Conversation> conversations = [];
    readonly MessagingClient client;
    readonly MessagingClientOptions options;
    readonly TimeProvider time;
    TaskCompletionSource? online;
    Task ending = Task.CompletedTask;
    IDisposable? heartbeat;
    ClientSettings? settings;
    long watchedAt;

    public Engine(MessagingClientOptions options, HttpClient http, MessagingClient client)
    {
        (this.options, this.client, time) = (options, client, options.TimeProvider);
        Turns = new(options.Scheduler, time, client.TellFault);
        Api = new(options.Url, options.Token, http, Turns);
        List = new(options.User);
        Outbox = new(PostAsync, options, Turns, TellChanged, client.TellFault);
        Typing = new(TellTyping, Turns);
        Receipts = new(PutAsync, Turns, Random);
        Sync = new(token => Api.AskAsync<SyncAnswer>(HttpMethod.Post, "sync", new SyncRequest { Token = token, Known = Known() }), TakeAsync, client.TellFault, Turns, Random);
        Live = new(this, options.Connect, Turns, Random);
        Presence = new(Api, Live, Turns, TellPresence);
    }

    public Turns Turns { get; }
    public Api Api { get; }
    public Conversations List { get; }
    public Outbox Outbox { get; }
    public Typing Typing { get; }
    public Receipts Receipts { get; }
    public Sync Sync { get; }
    public Live Live { get; }
    public Presence Presence { get; }
    public Random Random => options.Random;
    public ClientState State { get; private set; }
    public bool IsStarted => online is not null;

    public Conversation Conversation(string id) => conversations.GetOrAdd(id, _ => new(id, this));

    Log? LogOf(string id) => conversations.GetValueOrDefault(id)?.Log;

    /// <summary>Done when the first catch-up is; cancelled by a stop.</summary>
    public async Task StartAsync()
    {
        await ending;
        if (online is null)
        {
            Turns.Begin();
            Outbox.Open();
            online = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Turns.Go(Live.RunAsync);
        }
        await online.Task;
    }

    public Task StopAsync() => online is null ? ending : ending = EndAsync(online);

    public void Become(ClientState state, Exception? fault = null)
    {
        State = state;
        heartbeat?.Dispose();
        if (state == ClientState.Online)
        {
            Sync.Repeat();
            Beat();
            client.TellRight();
            online?.TrySetResult();
        }
        else
        {
            Sync.Pause();
        }
        if (fault is not null) client.TellFault(fault);
        client.TellState(state);
        TellChanged();
    }

    public void TellChanged() => client.TellChanged();

    public void Read(string id, long seq)
    {
        if (!IsStarted) return;
        var again = List.Get(id)?.UnreadFrom > 0;
        if (List.Get(id) is not null && !List.Read(id, seq)) return;
        Receipts.Report(id, seq, again: again);
        TellChanged();
    }

    async Task EndAsync(TaskCompletionSource started)
    {
        online = null;
        var ended = Turns.EndAsync();
        Outbox.Close();
        Receipts.Clear();
        Typing.Clear();
        foreach (var conversation in conversations.Values) conversation.End();
        await ended;
        started.TrySetCanceled(Turns.Stopping);
        Become(ClientState.Stopped);
        Turns.BeQuiet();
    }

    /// <summary>A heartbeat tells the server that the device is still there; a watch is repeated long before it ends.</summary>
    void Beat()
    {
        var interval = TimeSpan.FromSeconds(settings?.HeartbeatSeconds ?? 1_200) * 2 / 3;
        heartbeat = Turns.After(interval, async () =>
        {
            Live.Send("heartbeat");
            Beat();
            if (time.GetElapsedTime(watchedAt) > TimeSpan.FromSeconds(settings?.WatchSeconds ?? 86_400) / 2) await WatchAsync();
        });
    }

    async Task WatchAsync()
    {
        watchedAt = time.GetTimestamp();
        await Presence.RenewAsync();
    }

    Task PostAsync(OutboxItem item) =>
        Api.CallAsync(HttpMethod.Post, Addresses.Of(item.ConversationId, "messages"), new NewMessages { Messages = [item.Message] });

    async Task PutAsync(string id, NewCursor cursor)
    {
        await Api.CallAsync(HttpMethod.Put, Addresses.Of(id, "cursor"), cursor);
        // Only the server counts what is left unread.
        if (cursor.Seq < List.Get(id)?.Seq) Sync.Soon();
    }

    void TellPresence(PresenceEvent state)
    {
        client.TellPresence(state);
        TellChanged();
    }

    void TellTyping(string id)
    {
        client.TellTyping(new(id, Typing.In(id)));
        Conversation(id).TellTyping();
        TellChanged();
    }
}
