using System.Text.Json;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Delivery;
using Messaging.Plumbing.Queueing;
using Messaging.Plumbing.Storage;
using Messaging.Presence;
using Messaging.Presence.Upstream;
using Messaging.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace Messaging.Unit.Presence;

/// <summary>App Presence on a real Table service; what leaves it is caught, and messages on its queue wait to be run.</summary>
public sealed class PresenceWorld(FakeTimeProvider? time = null, string stamp = "s0") : IAsyncLifetime
{
    public const string Tenant = "acme", AccessKey = "the key of the service";

    TableServer _server = null!;
    TableServiceClient _tables = null!;
    readonly ServiceCollection _services = new();
    ServiceProvider? _app;

    public string Stamp => stamp;
    public FakeTimeProvider Time { get; } = time ?? new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    public PresenceOptions Rules { get; } = new();
    public ThresholdsOptions Thresholds { get; } = new();
    public UpstreamOptions UpstreamRules { get; } = new();
    public PresenceService Service { get; } = new();
    public PresenceQueue Queue { get; } = new();
    public Mock<SignalRRest> SignalR => Service.Mock;
    public Mock<ServiceBusMessageActions> Actions { get; } = new();
    public TableCounters Counters => _server.Counters;
    public int Queued => Queue.Sent;

    /// <summary>What watchers were told, in order, without the times of telling.</summary>
    public List<(string? Recipient, PresenceEvent State)> Told { get; } = [];

    /// <summary>The times of telling.</summary>
    public List<DateTimeOffset> ToldAt { get; } = [];

    public async Task InitializeAsync()
    {
        _server = await TableServer.StartAsync(new TableServerOptions { Port = 0 });
        _tables = new TableServiceClient(_server.ConnectionString);
        await _tables.CreateTableAsync(TableNames.Conversations);
        await _tables.CreateTableAsync(TableNames.Presence);
        _services.AddPresence();
        _services.AddSingleton<TimeProvider>(Time).AddSingleton(_tables).AddSingleton(Queue.Sender).AddSingleton(SignalR.Object).AddSingleton(PresenceCallers.ByName)
            .AddSingleton(Options.Create(Rules)).AddSingleton(Options.Create(Thresholds)).AddSingleton(Options.Create(UpstreamRules))
            .AddSingleton(Options.Create(new TablesOptions())).AddSingleton(Options.Create(new PeersOptions { Stamp = stamp })).AddSingleton<Ids>()
            .AddSingleton<ConversationReader>().AddSingleton<RetryLater>().AddSingleton(new UpstreamSignature(new(new Uri("http://signalr.example"), AccessKey, null)))
            .AddSingleton(typeof(Microsoft.Extensions.Logging.ILogger<>), typeof(NullLogger<>));
    }

    /// <summary>Before anything else is asked of this world.</summary>
    public void IsPeerOf(PresenceWorld other, PeerLink way) => _services.AddSingleton(new Peer(
        other.Stamp, new PresenceTable(new(other._server.ConnectionString, way.Tables)), way.To(other.Queue), Time, NullLogger<Peer>.Instance));

    public async Task DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
        await _server.DisposeAsync();
    }

    public PresenceTable Table => Of<PresenceTable>();
    public WatchMarks Marks => Of<WatchMarks>();
    public Devices Devices => Of<Devices>();
    public Watches Watches => Of<Watches>();

    /// <summary>A part of the app, or a function with its parts.</summary>
    public T Of<T>() where T : notnull => ActivatorUtilities.GetServiceOrCreateInstance<T>(_app ??= _services.BuildServiceProvider());

    public Task ConnectAsync(string user, string connection)
    {
        Service.Connections[connection] = Names.User(Tenant, user);
        return Devices.ConnectedAsync(new(connection, Tenant, user), default);
    }

    public Task DisconnectAsync(string user, string connection)
    {
        Service.Connections.TryRemove(connection, out _);
        return Devices.DisconnectedAsync(new(connection, Tenant, user), default);
    }

    public async Task<PresenceEvent> WatchAsync(string user, string watcher = "watcher") =>
        (await Watches.WatchAsync(new("any", Tenant, watcher), [user], default))!.Users.Single() with { At = null };

    public async Task<PresenceEvent> StateAsync(string user, string viewer = "watcher") =>
        (await Of<Stamps>().ReadAsync(Tenant, user, default)).ToEvent(viewer, Time.GetUtcNow(), Rules) with { At = null };

    public Task BlockAsync(string user, string other, bool blocked = true, DateTimeOffset? at = null) => PublishAsync(Received(
        Envelope.Wrap(new BlockChanged(Tenant, user, other, blocked, at ?? Time.GetUtcNow()), FactTypes.BlockChanged, "test", "m").Body, type: FactTypes.BlockChanged));

    /// <summary>Work may wait for the time in which many are gathered: then it passes by itself.</summary>
    public bool Crowded { get; set; }

    /// <summary>Time passes, and what falls due on the queue is run.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        Time.Advance(by);
        await RunDueAsync();
    }

    /// <summary>False if nothing was due.</summary>
    public async Task<bool> RunDueAsync()
    {
        if (Queue.TakeDue(Time.GetUtcNow()) is not { Count: > 0 } due) return false;
        await PumpAsync(PublishAsync([.. due]));
        return true;
    }

    /// <summary>Time passes as long as the work waits for it.</summary>
    public async Task PumpAsync(Task work)
    {
        while (Crowded && await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System)) != work) Time.Advance(TimeSpan.FromMilliseconds(250));
        await work;
    }

    public Task PublishAsync(params ServiceBusReceivedMessage[] messages) =>
        NoteAsync(Of<PublishPresence>().RunAsync(messages, Actions.Object, default));

    /// <summary>What the timer does every minute.</summary>
    public Task VerifyAsync() => PumpAsync(NoteAsync(Of<VerifyWatched>().RunAsync(new TimerInfo(), default)));

    public static ServiceBusReceivedMessage Received(BinaryData body, int deliveries = 1, string type = FactTypes.PresenceTouched, IDictionary<string, object>? properties = null) =>
        ServiceBusModelFactory.ServiceBusReceivedMessage(
            body, messageId: "m", subject: type, deliveryCount: deliveries, properties: properties ?? new Dictionary<string, object> { [Envelope.Type] = type });

    public static ServiceBusReceivedMessage Touched(string user, int deliveries = 1) =>
        Received(Envelope.Wrap(new PresenceTouched(Tenant, user), FactTypes.PresenceTouched, "test", "m").Body, deliveries);

    public static HttpRequest Request(string? caller, string query = "", string body = "")
    {
        var context = new DefaultHttpContext();
        if (caller is not null) context.Request.Headers.Authorization = caller;
        context.Request.QueryString = new(query);
        context.Request.Body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(body));
        return context.Request;
    }

    async Task NoteAsync(Task<SignalRMessageAction[]> run)
    {
        foreach (var action in await run)
        {
            var state = action is { Target: Hub.Presence, Arguments: [JsonElement json] }
                ? json.Deserialize(ContractsJson.Wire.PresenceEvent)! : throw new InvalidOperationException(action.Target);
            Told.Add((action.GroupName ?? action.UserId, state with { At = null }));
            ToldAt.Add(state.At!.Value);
        }
    }
}
