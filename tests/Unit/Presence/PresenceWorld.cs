using System.Text;
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
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace Messaging.Unit.Presence;

/// <summary>App Presence on a real Table service; what leaves it is caught, and messages on its queue wait to be run.</summary>
public sealed class PresenceWorld : IAsyncLifetime
{
    public const string Tenant = "acme", AccessKey = "the key of the service";

    readonly List<(ServiceBusMessage Message, DateTimeOffset Due)> _waiting = [];
    TableServer _server = null!;
    TableServiceClient _tables = null!;
    Viewers _viewers = null!;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    public PresenceOptions Rules { get; } = new();
    public UpstreamOptions UpstreamRules { get; } = new();
    public Mock<SignalRRest> SignalR { get; } = new(null!, null!);
    public Mock<ServiceBusMessageActions> Actions { get; } = new();
    public TableCounters Counters => _server.Counters;
    public PresenceTable Table { get; private set; } = null!;
    public int Queued { get; private set; }

    /// <summary>What watchers were told, in order.</summary>
    public List<(string? Group, PresenceEvent State)> Told { get; } = [];

    public async Task InitializeAsync()
    {
        _server = await TableServer.StartAsync(new TableServerOptions { Port = 0 });
        _tables = new TableServiceClient(_server.ConnectionString);
        await _tables.CreateTableAsync(TableNames.Conversations);
        await _tables.CreateTableAsync(TableNames.Presence);
        Table = new(_tables);
        _viewers = new(new ConversationReader(_tables), SignalR.Object, AsOptions, Time);
        SignalR.Setup(signalR => signalR.AddConnectionToGroupAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>())).ReturnsAsync(true);
    }

    public async Task DisposeAsync()
    {
        _viewers.Dispose();
        await _server.DisposeAsync();
    }

    public Devices Devices => new(Table, Touches, AsOptions, Time);
    public Watches Watches => new(Table, SignalR.Object, Touches, AsOptions, Time);
    public ReadPresence ReadPresence => new(Callers, Table, AsOptions, Time);
    public NegotiateConnection NegotiateConnection => new(Callers, SignalR.Object);

    public ReceiveUpstream ReceiveUpstream => new(
        new(new(new(new Uri("http://signalr.example"), AccessKey, null)), Options.Create(UpstreamRules)), Devices, new(Devices, _viewers, Watches));

    public Task ConnectAsync(string user, string connection) => Devices.ConnectedAsync(new(connection, Tenant, user), default);

    public Task DisconnectAsync(string user, string connection) => Devices.DisconnectedAsync(new(connection, Tenant, user), default);

    public async Task<PresenceEvent> WatchAsync(string user) =>
        (await Watches.WatchAsync(new("watcher", Tenant, "watcher"), [user], default)).Users.Single();

    public async Task<PresenceEvent> StateAsync(string user) => (await Table.ReadAsync(Tenant, user, default)).ToEvent(Time.GetUtcNow(), Rules);

    public Task JoinsAsync(string conversation, string user) => _tables.GetTableClient(TableNames.Conversations).UpsertEntityAsync(
        new Member(user, MemberRoles.Member, Time.GetUtcNow(), Time.GetUtcNow()).Row(Keys.Partition(Tenant, conversation)));

    public Task LeavesAsync(string conversation, string user) =>
        _tables.GetTableClient(TableNames.Conversations).DeleteEntityAsync(Keys.Partition(Tenant, conversation), Keys.Member(user));

    /// <summary>Time passes, and what falls due on the queue is run.</summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        Time.Advance(by);
        var due = _waiting.Where(one => one.Due <= Time.GetUtcNow()).Select(one => one.Message).ToList();
        _waiting.RemoveAll(one => due.Contains(one.Message));
        if (due.Count > 0) await PublishAsync([.. due.Select(message => Received(message.Body))]);
    }

    public async Task PublishAsync(params ServiceBusReceivedMessage[] messages)
    {
        var publish = new PublishPresence(Table, new RetryLater(Queues, Time), AsOptions, Time, NullLogger<PublishPresence>.Instance);
        foreach (var action in await publish.RunAsync(messages, Actions.Object, default))
            Told.Add((action.GroupName, ContractsJson.Wire.PresenceEvent is var type && action is { Target: Hub.Presence, Arguments: [System.Text.Json.JsonElement state] }
                ? System.Text.Json.JsonSerializer.Deserialize(state, type)! : throw new InvalidOperationException(action.Target)));
    }

    public static ServiceBusReceivedMessage Received(BinaryData body, int deliveries = 1, string type = FactTypes.PresenceTouched) =>
        ServiceBusModelFactory.ServiceBusReceivedMessage(body, messageId: "m", deliveryCount: deliveries, properties: new Dictionary<string, object> { [Envelope.Type] = type });

    public static ServiceBusReceivedMessage Touched(string user, int deliveries = 1) =>
        Received(Envelope.Wrap(new PresenceTouched(Tenant, user), FactTypes.PresenceTouched, "test", "m").Body, deliveries);

    public static HttpRequest Request(string? caller, string query = "")
    {
        var context = new DefaultHttpContext();
        if (caller is not null) context.Request.Headers.Authorization = caller;
        context.Request.QueryString = new(query);
        return context.Request;
    }

    IOptions<PresenceOptions> AsOptions => Options.Create(Rules);
    Touches Touches => new(Queues);

    QueueSender Queues
    {
        get
        {
            var queues = new Mock<QueueSender>(null!, new Ids());
            queues.Setup(sender => sender.SendAsync(Messaging.Contracts.Queues.Presence, It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
                .Callback((string _, ServiceBusMessage message, CancellationToken _) => Enqueue(message))
                .Returns(Task.CompletedTask);
            return queues.Object;
        }
    }

    void Enqueue(ServiceBusMessage message)
    {
        lock (_waiting) _waiting.Add((message, message.ScheduledEnqueueTime));
        Queued++;
    }

    static CallerAuthentication Callers
    {
        get
        {
            var callers = new Mock<CallerAuthentication>(Options.Create(new AuthOptions { Authority = "https://issuer.example" }));
            callers.Setup(all => all.CallerOfAsync(It.IsAny<HttpRequest>())).ReturnsAsync((HttpRequest request) =>
                request.Headers.Authorization.ToString() is { Length: > 0 } user ? new Caller(Tenant, user) : null);
            return callers.Object;
        }
    }
}
