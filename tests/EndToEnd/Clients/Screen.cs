using System.Collections.Concurrent;
using Messaging.Contracts.Client;
using Messaging.EndToEnd.World;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace Messaging.EndToEnd.Clients;

/// <summary>What one user sees live, over a WebSocket.</summary>
sealed class Screen : IAsyncDisposable
{
    readonly RunningWorld world;
    readonly HubConnection connection;
    readonly ConcurrentDictionary<string, ConcurrentDictionary<long, Entry>> shown = new();

    Screen(RunningWorld world, Uri address, string token)
    {
        this.world = world;
        connection = new HubConnectionBuilder()
            .WithUrl(address, HttpTransportType.WebSockets, options => options.AccessTokenProvider = () => Task.FromResult<string?>(token))
            .Build();
        connection.On<EntriesEvent>(Hub.Entries, Show);
        connection.On<RejectedEvent>(Hub.Rejected, Rejected.Enqueue);
        connection.On<TypingEvent>(Hub.Typing, Typing.Enqueue);
        connection.On<PresenceEvent>(Hub.Presence, Presence.Enqueue);
        connection.On<ReceiptsEvent>(Hub.Receipts, Receipts.Enqueue);
        connection.On<InboxEvent>(Hub.Inbox, Inbox.Enqueue);
    }

    public ConcurrentQueue<RejectedEvent> Rejected { get; } = new();

    public ConcurrentQueue<TypingEvent> Typing { get; } = new();

    public ConcurrentQueue<PresenceEvent> Presence { get; } = new();

    public ConcurrentQueue<ReceiptsEvent> Receipts { get; } = new();

    public ConcurrentQueue<InboxEvent> Inbox { get; } = new();

    /// <summary>It does not come back by itself.</summary>
    public bool IsClosed => connection.State == HubConnectionState.Disconnected;

    public static async Task<Screen> OpenAsync(RunningWorld world, User user)
    {
        var screen = new Screen(world, new(world.Address, "/api"), user.Token);
        await screen.connection.StartAsync();
        // The handshake is answered before the connection is in its groups; an answered call comes after both.
        await screen.CallAsync("heartbeat");
        return screen;
    }

    /// <summary>Straight to SignalR, with what an earlier negotiation answered; whether anybody upstream hears of it or not.</summary>
    public static async Task<Screen> OpenAsync(RunningWorld world, Negotiated door)
    {
        var screen = new Screen(world, new(door.Url), door.AccessToken);
        await screen.connection.StartAsync();
        return screen;
    }

    /// <summary>The entries that came, by seq.</summary>
    public IReadOnlyList<Entry> Of(string conversation) =>
        shown.TryGetValue(conversation, out var entries) ? [.. entries.Values.OrderBy(entry => entry.Seq)] : [];

    /// <summary>Waits until every entry from one seq to another has come.</summary>
    public Task ShowsAsync(string conversation, long from, long to)
    {
        IEnumerable<long> Missing() => Enumerable.Range((int)from, (int)(to - from + 1)).Select(seq => (long)seq).Except(Of(conversation).Select(entry => entry.Seq));
        return Eventually.TrueAsync(
            () => !Missing().Any(),
            () => $"{conversation} is shown; {connection.State}, entries {string.Join(' ', Missing())} are missing\n{world.Run.Output}");
    }

    /// <summary>Calls upstream and waits for the answer.</summary>
    public Task CallAsync(string method, params object?[] arguments) =>
        connection.InvokeCoreAsync(method, arguments).WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    void Show(EntriesEvent live)
    {
        var entries = shown.GetOrAdd(live.ConversationId, _ => new());
        foreach (var entry in live.Entries) entries[entry.Seq] = entry;
    }
}
