using Azure;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Messaging.Benchmarks.Path;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Delivery;
using Messaging.Plumbing.Storage;

namespace Messaging.Benchmarks.Conversation;

/// <summary>The pipeline that comes to mind first, on the same stand-ins: a chat message is a queue message on each of three queues, each
/// recipient gets a send, each member a row. It has no retries, no rights and no duplicates to think of: less work than anyone's real one.</summary>
sealed class NaivePipeline : IAsyncDisposable
{
    const string Route = "naive-route", FanOut = "naive-fanout", Sync = "naive-sync", Group = "naive", Tenant = "demo";
    const int CallsAtOnce = 32;

    /// <summary>HTTP, and the three queues' triggers.</summary>
    public const int InvocationsPerMessage = 4;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly ServiceBusClient _bus;
    readonly TableClient _log, _inbox;
    readonly SignalRRest _signalR;
    readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = CallsAtOnce });
    readonly ServiceBusSender _route, _fanOut, _sync;

    public NaivePipeline(World world)
    {
        _bus = new(world.ServiceBus);
        (_route, _fanOut, _sync) = (_bus.CreateSender(Route), _bus.CreateSender(FanOut), _bus.CreateSender(Sync));
        var tables = new TableServiceClient(world.Tables);
        (_log, _inbox) = (tables.GetTableClient("NaiveLog"), tables.GetTableClient("NaiveInbox"));
        var settings = Settings(world.SignalR);
        _http.BaseAddress = settings.Endpoint;
        _signalR = new(_http, new SignalRToken(settings, TimeProvider.System));
    }

    /// <summary>A world's configuration with the queues that this needs beside the apps' own.</summary>
    public static string Config()
    {
        var queues = string.Concat(new[] { Route, FanOut, Sync }.Select(queue =>
            $$"""{ "Name": "{{queue}}", "Properties": { "LockDuration": "PT1M", "MaxDeliveryCount": 10, "DefaultMessageTimeToLive": "P14D" } },"""));
        var file = System.IO.Path.Combine(Directory.CreateTempSubdirectory("messaging-naive-").FullName, "Config.json");
        File.WriteAllText(file, File.ReadAllText(World.InRepository("infra", "Run", "Config.json")).Replace("\"Queues\": [", $"\"Queues\": [{queues}", StringComparison.Ordinal));
        return file;
    }

    public Task CreateAsync() => Task.WhenAll(_log.CreateIfNotExistsAsync(), _inbox.CreateIfNotExistsAsync());

    /// <summary>So many messages one after the other through all three stages.</summary>
    public async Task SendAsync(int messages, IReadOnlyList<string> members)
    {
        await using var route = _bus.CreateReceiver(Route);
        await using var fanOut = _bus.CreateReceiver(FanOut);
        await using var sync = _bus.CreateReceiver(Sync);
        for (var i = 0; i < messages; i++)
        {
            await _route.SendMessageAsync(new(Stamp.TextOf(-1)));
            await StepAsync(route, async message => { await AppendAsync("c", message.Body.ToString()); await _fanOut.SendMessageAsync(new(message.Body)); });
            await StepAsync(fanOut, async message => { await DeliverAsync(members, message.Body.ToString()); await _sync.SendMessageAsync(new(message.Body)); });
            await StepAsync(sync, _ => Parallel.ForEachAsync(members, new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce }, async (member, ct) =>
                await _inbox.UpsertEntityAsync(new TableEntity(Keys.Partition(Tenant, member), "t|c") { ["Touched"] = TimeProvider.System.GetUtcNow() }, cancellationToken: ct)));
        }
    }

    /// <summary>How many messages a second so many consumers append, one at a time each; in one conversation only one consumer may.</summary>
    public async Task<double> AppendAsync(int messages, int consumers)
    {
        foreach (var some in Enumerable.Range(0, messages).Select(_ => new ServiceBusMessage(Stamp.TextOf(-1))).Chunk(100)) await _route.SendMessagesAsync(some);
        var since = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, consumers).Select(async consumer =>
        {
            await using var receiver = _bus.CreateReceiver(Route);
            for (var i = 0; i < messages / consumers; i++)
                await StepAsync(receiver, message => AppendAsync($"c{consumers}-{consumer}", message.Body.ToString()));
        }));
        return messages / TimeProvider.System.GetElapsedTime(since).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _bus.DisposeAsync();
    }

    static async Task StepAsync(ServiceBusReceiver receiver, Func<ServiceBusReceivedMessage, Task> work)
    {
        var message = await receiver.ReceiveMessageAsync(Patience) ?? throw new TimeoutException("A message did not arrive.");
        await work(message);
        await receiver.CompleteMessageAsync(message);
    }

    async Task AppendAsync(string conversation, string text)
    {
        var found = await _log.GetEntityIfExistsAsync<TableEntity>(conversation, Keys.Head);
        var head = found.HasValue ? found.Value! : new TableEntity(conversation, Keys.Head);
        var seq = (head.GetInt64("Seq") ?? 0) + 1;
        head["Seq"] = seq;
        await _log.SubmitTransactionAsync(
        [
            found.HasValue ? new(TableTransactionActionType.UpdateReplace, head, head.ETag) : new(TableTransactionActionType.Add, head),
            new(TableTransactionActionType.Add, new TableEntity(conversation, Keys.Entry(seq)) { ["Text"] = text }),
        ]);
    }

    Task DeliverAsync(IReadOnlyList<string> members, string text)
    {
        var entry = new Entry { Seq = 1, Kind = EntryKinds.Message, Sender = Group, ClientMessageId = Group, Time = TimeProvider.System.GetUtcNow(), Ordinal = 1, Text = text };
        return Parallel.ForEachAsync(members, new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce }, async (member, ct) =>
            await _signalR.SendToUserAsync(Names.User(Tenant, member), Hub.Entries, new EntriesEvent(Group, Group, [entry]), ct));
    }

    static SignalRSettings Settings(string connectionString)
    {
        var parts = connectionString.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        return new(new Uri($"{parts["Endpoint"]}:{parts["Port"]}"), parts["AccessKey"], null);
    }
}
