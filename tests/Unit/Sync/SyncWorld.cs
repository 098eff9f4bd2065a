using System.Text;
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
using Messaging.Sync;
using Messaging.Sync.Export;
using Messaging.Tables;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace Messaging.Unit.Sync;

/// <summary>App Sync on a real Table service; what leaves it is caught. The bearer token of a request is the caller's name.</summary>
public sealed class SyncWorld : IAsyncLifetime
{
    public const string Tenant = "acme";

    TableServer _server = null!;
    ReceiptCounts _counts = null!;
    InboxRepair _repair = null!;
    SignalRRest? _signalR;
    ExportLimits? _exports;
    int _refused, _told, _instance;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    public SyncOptions Options { get; } = new();
    public TablesOptions TablesOptions { get; } = new();
    public ThresholdsOptions Thresholds { get; } = new();
    public TableServiceClient Tables { get; private set; } = null!;
    public ConversationReader Conversations { get; private set; } = null!;
    public Inbox Inbox { get; private set; } = null!;
    public List<(string Queue, ServiceBusMessage Message)> Queued { get; } = [];
    public bool QueueIsAway { get; set; }
    public Mock<SignalRRest> SignalR { get; } = new(null!, null!);
    public TableCounters Counters => _server.Counters;

    public async Task InitializeAsync()
    {
        _server = await TableServer.StartAsync(new TableServerOptions { Port = 0 });
        Tables = new TableServiceClient(_server.ConnectionString);
        await Tables.CreateTableAsync(TableNames.Conversations);
        await Tables.CreateTableAsync(TableNames.Inbox);
        Conversations = new(Tables, Microsoft.Extensions.Options.Options.Create(TablesOptions));
        Inbox = new(Tables, Conversations, Time);
        Receipts = new(Queues, Time, NullLogger<Receipts>.Instance);
        _counts = new(Conversations, Inbox, AsOptions);
        _repair = new(Inbox, Conversations, Time);
    }

    public async Task DisposeAsync()
    {
        _exports?.Dispose();
        await _server.DisposeAsync();
    }

    public TableClient Table(string name) => Tables.GetTableClient(name);

    /// <summary>The log as Route writes it: a creation, then so many messages.</summary>
    public async Task<Head> HasConversationAsync(string id, string[] members, int messages, string kind = ConversationKinds.Group, bool entries = true)
    {
        var partition = Keys.Partition(Tenant, id);
        var head = new Head
        {
            Seq = messages + 1,
            Messages = messages,
            Epoch = "e1",
            Kind = kind,
            MemberCount = members.Length,
            LastTime = Time.GetUtcNow(),
            GroupsUntil = Time.GetUtcNow(),
        };
        await Table(TableNames.Conversations).UpsertEntityAsync(head.Row(partition));
        foreach (var user in members) await JoinsAsync(id, user);
        for (var seq = 1; entries && seq <= head.Seq; seq++) await Table(TableNames.Conversations).UpsertEntityAsync(Entry(seq).Row(partition));
        return head;

        Entry Entry(long seq) => new()
        {
            Seq = seq,
            Ordinal = seq - 1,
            Sender = members[0],
            ClientMessageId = $"m{seq}",
            Time = head.LastTime,
            Kind = seq == 1 ? EntryKinds.ConversationCreated : EntryKinds.Message,
            Text = $"text {seq}",
        };
    }

    public Task JoinsAsync(string id, string user) => Table(TableNames.Conversations).UpsertEntityAsync(
        new Member(user, MemberRoles.Member, Time.GetUtcNow(), Time.GetUtcNow()).Row(Keys.Partition(Tenant, id)));

    /// <summary>A row of table Conversations, by what makes it of a partition key.</summary>
    public Task PutAsync(string id, Func<string, TableEntity> row) => Table(TableNames.Conversations).UpsertEntityAsync(row(Keys.Partition(Tenant, id)));

    public Task LeavesAsync(string id, string user) =>
        Table(TableNames.Conversations).DeleteEntityAsync(Keys.Partition(Tenant, id), Keys.Member(user));

    public Task TouchAsync(string id, string user, bool removed = false)
    {
        var change = new InboxChange(Tenant, user);
        change.Touch(id, removed);
        return Inbox.WriteAsync(change, default);
    }

    /// <summary>Waits until so many messages were queued, moving the clock if they wait for it.</summary>
    public async Task<IReadOnlyList<(string Queue, ServiceBusMessage Message)>> QueuedAsync(int count, TimeSpan advance = default)
    {
        await UntilAsync(() => { lock (Queued) return Queued.Count >= count; }, advance);
        return Queued;
    }

    /// <summary>Waits until all receipts were told: this one, of nobody, is the last of them.</summary>
    public Task ReceiptsAreToldAsync()
    {
        var nobody = $"nobody-{++_told}";
        Receipts.Tell(Tenant, new("none", nobody, 1, 1));
        return UntilAsync(() => { lock (Queued) return Queued.Exists(one => one.Message.Body.ToString().Contains(nobody, StringComparison.Ordinal)); }, TimeSpan.FromSeconds(1));
    }

    /// <summary>The instance ends without telling what waits, and another begins.</summary>
    public void Crash()
    {
        _instance++;
        Receipts = new(Queues, Time, NullLogger<Receipts>.Instance);
    }

    public Task RefusedAsync() => UntilAsync(() => _refused > 0);

    async Task UntilAsync(Func<bool> condition, TimeSpan advance = default)
    {
        for (var deadline = Environment.TickCount64 + 30_000; !condition(); Time.Advance(advance))
        {
            Assert.True(Environment.TickCount64 < deadline, "It took too long.");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    public async Task<SyncAnswer> SyncAsync(string user, SyncRequest request) =>
        (await CatchUp.RunAsync(Request(user, body: JsonSerializer.Serialize(request, ContractsJson.Wire.SyncRequest)), default)).Body<SyncAnswer>();

    public KeepInboxes KeepInboxes => new(Inbox, new RetryLater(Queues, Time), AsOptions, Time, NullLogger<KeepInboxes>.Instance);
    public ListConversations ListConversations => new(Callers, Inbox, Summaries, Logs, AsOptions);
    public ReadHistory ReadHistory => new(Access, new HistoryPages(Logs, Conversations, AsOptions));
    public ListInvitations ListInvitations => new(Callers, Inbox, Logs, Conversations, AsOptions);
    public ExportConversation ExportConversation => new(Access, Exports, Logs, Conversations, Time);
    public AuditConversation AuditConversation => new(Access, Exports, Conversations);
    public ExportUser ExportUser => new(Callers, Exports, Inbox, Logs, Conversations, Time);
    public ReadConversation ReadConversation => new(Access, Time);
    public ListMembers ListMembers => new(Access, Conversations, Time);
    public ListPins ListPins => new(Access, new HistoryPages(Logs, Conversations, AsOptions));
    public ListReactions ListReactions => new(Access, Logs, Conversations);
    public ListInvited ListInvited => new(new UserMarks(Access, Conversations));
    public ListBanned ListBanned => new(new UserMarks(Access, Conversations));
    public RepairInbox RepairInbox => new(Callers, _repair);
    public CatchUp CatchUp => new(Callers, Inbox, Summaries, Logs, AsOptions, Microsoft.Extensions.Options.Options.Create(TablesOptions), Time);
    /// <summary>In place of the one that only records.</summary>
    public void SignalRIs(SignalRRest signalR) => _signalR = signalR;

    public MoveCursor MoveCursor => new(Access, Conversations, Inbox, Receipts, Devices, Microsoft.Extensions.Options.Options.Create(Thresholds));
    public SetPreferences SetPreferences => new(Access, Conversations, Inbox, Devices);
    public ReadReceipts ReadReceipts => new(Access, _counts, AsOptions, Microsoft.Extensions.Options.Options.Create(Thresholds));
    public Receipts Receipts { get; private set; } = null!;

    IOptions<SyncOptions> AsOptions => Microsoft.Extensions.Options.Options.Create(Options);
    Summaries Summaries => new(Conversations, Inbox, new Partners(Conversations), Places, AsOptions, Time);
    LivePlaces Places => new(_signalR ?? SignalR.Object, Conversations, Inbox, Time, NullLogger<LivePlaces>.Instance);
    OwnDevices Devices => new(_signalR ?? SignalR.Object, NullLogger<OwnDevices>.Instance);
    LogReads Logs => new(Conversations, Time);
    ExportLimits Exports => _exports ??= new(AsOptions);
    MemberAccess Access => new(Callers, Conversations, Logs);

    QueueSender Queues
    {
        get
        {
            var (queues, instance) = (new Mock<QueueSender>(null!, new Ids()), _instance);
            queues.Setup(sender => sender.SendAsync(It.IsAny<string>(), It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
                .Returns((string queue, ServiceBusMessage message, CancellationToken _) =>
                {
                    lock (Queued)
                        if (QueueIsAway) _refused++;
                        else if (instance == _instance) Queued.Add((queue, message));
                    return QueueIsAway ? Task.FromException(new TimeoutException()) : Task.CompletedTask;
                });
            return queues.Object;
        }
    }

    static CallerAuthentication Callers
    {
        get
        {
            var callers = new Mock<CallerAuthentication>(Microsoft.Extensions.Options.Options.Create(new AuthOptions { Authority = "https://issuer.example" }));
            callers.Setup(all => all.CallerOfAsync(It.IsAny<HttpRequest>())).ReturnsAsync((HttpRequest request) =>
                request.Headers.Authorization.ToString() is { Length: > 0 } user ? new Caller(Tenant, user) : null);
            return callers.Object;
        }
    }

    public static HttpRequest Request(string? caller, string query = "", string? body = null)
    {
        var context = new DefaultHttpContext();
        if (caller is not null) context.Request.Headers.Authorization = caller;
        context.Request.QueryString = new(query);
        if (body is not null) context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return context.Request;
    }
}
