using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.FanOut;
using Messaging.FanOut.Push;
using Messaging.Plumbing;
using Messaging.Plumbing.Delivery;
using Messaging.Plumbing.Queueing;
using Messaging.Plumbing.Storage;
using Messaging.Route;
using Messaging.Route.Erasure;
using Messaging.Route.Live;
using Messaging.Route.Log;
using Messaging.Route.Retention;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Moq;

namespace Messaging.Unit.Sync.Whole;

/// <summary>Route, FanOut and Sync as they are, over a real table service. Between them lie queues that lose no message but keep no order and
/// deliver some twice, and a SignalR of groups of users, whose events reach the wires of devices.</summary>
sealed class Chat : IAsyncLifetime
{
    readonly Dictionary<string, HashSet<string>> _groups = [];
    readonly Random _random;
    readonly LiveWire _signalR;
    CommandRouter _route = null!;
    DeliverFacts _deliver = null!;

    public Chat(Random random)
    {
        _random = random;
        _signalR = new LiveWire(_groups, this);
    }

    public SyncWorld Sync { get; } = new();
    public List<Device> Devices { get; } = [];
    public RandomChat Said { get; set; } = null!;
    public bool IsQuiet { get { lock (Sync.Queued) return Sync.Queued.Count == 0; } }

    public async Task InitializeAsync()
    {
        await Sync.InitializeAsync();
        Sync.SignalRIs(_signalR);
        RestartRoute();
        RestartFanOut();
    }

    public Task DisposeAsync() => Sync.DisposeAsync();

    public void RestartRoute()
    {
        var options = Options.Create(new RouteOptions());
        var cache = new ConversationCache(options);
        var groups = new ConversationGroups(_signalR, Sync.Conversations, Sync.Tables, Sync.Time, NullLogger<ConversationGroups>.Instance);
        var log = new ConversationLog(Sync.Tables, Options.Create(Sync.TablesOptions), cache, groups, new UserContent(new ContentRows(Sync.Tables, Sync.Time), Sync.Time), new Ids(), Sync.Time, NullLogger<ConversationLog>.Instance);
        _route = new(log, cache, groups, new FanOutPublisher(new Sender(Sync), new Ids()), new Patience(Sync.Time, NullLogger<Patience>.Instance),
            new Drill(options), Sync.Time, options, NullLogger<CommandRouter>.Instance);
    }

    /// <summary>An instance that remembers no hint.</summary>
    public void RestartFanOut()
    {
        var options = Options.Create(new FanOutOptions());
        var queues = new Sender(Sync);
        _deliver = new(new LiveDelivery(_signalR, options), new InboxHints(Sync.Conversations, queues, options, Sync.Time),
            new EntryPublisher(queues, options, Options.Create(new PushOptions())), new RetryLater(queues, Sync.Time), options, Sync.Time, NullLogger<DeliverFacts>.Instance);
    }

    /// <summary>With its queues and with SignalR, which knows no groups and no connections then.</summary>
    public void LoseRegion()
    {
        lock (Sync.Queued) Sync.Queued.Clear();
        lock (_groups) _groups.Clear();
        foreach (var device in Devices) device.Disconnect();
    }

    /// <summary>What waited to be told as receipts is lost.</summary>
    public void CrashSync()
    {
        Sync.Crash();
        foreach (var device in Devices) device.MissReceipts();
    }

    public Task RouteAsync(Command command) => _route.RouteAsync([command], default);

    /// <summary>FanOut takes some of what waits.</summary>
    public async Task FanOutAsync(int most = int.MaxValue)
    {
        var notices = await _deliver.RunAsync(Take(Queues.FanOut, most), Mock.Of<ServiceBusMessageActions>(), default);
        foreach (var notice in notices.Where(notice => notice.Target == Hub.Inbox))
            Send(notice.UserId!, JsonSerializer.Deserialize((JsonElement)notice.Arguments![0], ContractsJson.Wire.InboxEvent)!);
    }

    public async Task KeepInboxesAsync(int most = int.MaxValue) =>
        await Sync.KeepInboxes.RunAsync(Take(Queues.Sync, most), Mock.Of<ServiceBusMessageActions>(), default);

    public async Task<int> MoveCursorAsync(string user, string id, NewCursor to) =>
        (await Sync.MoveCursor.RunAsync(SyncWorld.Request(user, body: JsonSerializer.Serialize(to, ContractsJson.Wire.NewCursor)), id, default)).Status();

    /// <summary>Null for who is no member.</summary>
    public async Task<ReceiptList?> ReceiptsAsync(string user, string id)
    {
        var answer = await Sync.ReadReceipts.RunAsync(SyncWorld.Request(user), id, default);
        return answer.Status() == 200 ? answer.Body<ReceiptList>() : null;
    }

    public async Task DrainAsync()
    {
        await Sync.ReceiptsAreToldAsync();
        while (!IsQuiet)
        {
            await FanOutAsync();
            await KeepInboxesAsync();
        }
    }

    void Send(string user, object live)
    {
        foreach (var device in Devices.Where(device => Names.User(SyncWorld.Tenant, device.User) == user)) device.Receive(live);
    }

    ServiceBusReceivedMessage[] Take(string queue, int most)
    {
        List<(string Queue, ServiceBusMessage Message)> taken;
        lock (Sync.Queued)
        {
            taken = [.. Sync.Queued.Where(one => one.Queue == queue).OrderBy(_ => _random.Next()).Take(most)];
            Sync.Queued.RemoveAll(taken.Contains);
            if (taken.Count > 0 && _random.Next(6) == 0) Sync.Queued.Add(taken[0]);
        }
        return [.. taken.Select(one => ServiceBusModelFactory.ServiceBusReceivedMessage(
            one.Message.Body, messageId: one.Message.MessageId, properties: one.Message.ApplicationProperties))];
    }

    sealed class Sender(SyncWorld sync) : QueueSender(null!, new Ids())
    {
        public override Task SendAsync(string queue, ServiceBusMessage message, CancellationToken ct)
        {
            lock (sync.Queued) sync.Queued.Add((queue, message));
            return Task.CompletedTask;
        }
    }

    sealed class LiveWire(Dictionary<string, HashSet<string>> groups, Chat chat) : SignalRRest(null!, null!)
    {
        public override Task SendToGroupAsync<T>(string group, string target, T argument, CancellationToken ct, string? exceptConnection = null)
        {
            lock (groups)
            {
                var users = groups.GetValueOrDefault(group, []);
                foreach (var user in users) chat.Send(user, argument!);
                // A group that was lost is whole again with the next entry.
                if (argument is ReceiptsEvent { ConversationId: var id })
                    foreach (var device in chat.Devices.Where(one => one.List.ContainsKey(id) && !users.Contains(Names.User(SyncWorld.Tenant, one.User)))) device.MissReceipts();
            }
            return Task.CompletedTask;
        }

        public override Task SendToUserAsync<T>(string user, string target, T argument, CancellationToken ct)
        {
            lock (groups) chat.Send(user, argument!);
            return Task.CompletedTask;
        }

        public override Task AddUserToGroupAsync(string user, string group, TimeSpan ttl, CancellationToken ct)
        {
            lock (groups) (groups.TryGetValue(group, out var users) ? users : groups[group] = []).Add(user);
            return Task.CompletedTask;
        }

        public override Task RemoveUserFromGroupAsync(string user, string group, CancellationToken ct)
        {
            lock (groups) groups.GetValueOrDefault(group)?.Remove(user);
            return Task.CompletedTask;
        }
    }
}
