using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Messaging.FunctionsHost;
using Messaging.ServiceBus;

namespace Messaging.Conformance.FunctionsHost;

/// <summary>A namespace with every queue the sample app listens to, and the app on it.</summary>
sealed class Bus : IAsyncDisposable
{
    static readonly string[] Queues =
    [
        "seen", "text", "order", "bytes", "message", "texts", "orders", "chunks", "messages", "work", "settle", "settle-batch", "slow-texts",
    ];

    static readonly string[] SessionQueues = ["session", "session-batch"];

    readonly string config = Path.GetTempFileName();
    readonly Broker broker;
    readonly ServiceBusReceiver seen;

    Bus(Broker broker, string config)
    {
        this.broker = broker;
        this.config = config;
        Client = new(broker.ConnectionString);
        seen = Client.CreateReceiver("seen", new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
    }

    public ServiceBusClient Client { get; }

    public static async Task<Bus> StartAsync()
    {
        var config = Path.GetTempFileName();
        await File.WriteAllTextAsync(config, Config());
        return new(await Broker.StartAsync(new() { Port = 0, AdministrationPort = 0, Config = config }), config);
    }

    public FunctionAppOptions Options(params string[] functions) => Sample.Options(functions)
        .With("ServiceBus", broker.ConnectionString)
        .With("TEXT_QUEUE", "text")
        .With("WORK_QUEUE", "work")
        .With("AzureFunctionsJobHost__extensions__serviceBus__sessionIdleTimeout", "00:00:01");

    public Task<FunctionApp> StartAppAsync(params string[] functions) => FunctionApp.StartAsync(Options(functions));

    public Task SendAsync(string queue, params string[] bodies) => SendAsync(queue, bodies.Select(body => new ServiceBusMessage(body)));

    public Task SendToSessionAsync(string queue, string session, params string[] bodies) =>
        SendAsync(queue, bodies.Select(body => new ServiceBusMessage(body) { SessionId = session }));

    public async Task SendAsync(string queue, IEnumerable<ServiceBusMessage> messages)
    {
        await using var sender = Client.CreateSender(queue);
        await sender.SendMessagesAsync(messages);
    }

    /// <summary>What a function said it was given; the test fails after a minute of silence, which is longer than a lock.</summary>
    public async Task<string> SeenAsync() =>
        (await seen.ReceiveMessageAsync(TimeSpan.FromMinutes(1)) ?? throw new TimeoutException("No function said anything.")).Body.ToString();

    public async Task<IReadOnlyList<string>> SeenAsync(int count)
    {
        var all = new List<string>();
        while (all.Count < count)
        {
            all.Add(await SeenAsync());
        }

        return all;
    }

    public async Task<ServiceBusReceivedMessage> DeadLetterAsync(string queue)
    {
        await using var receiver = Client.CreateReceiver(queue, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        return await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(20)) ?? throw new TimeoutException("Nothing was dead-lettered.");
    }

    /// <summary>Polls what is left in a queue until it is as expected.</summary>
    public async Task UntilAsync(string queue, Func<IReadOnlyList<ServiceBusReceivedMessage>, bool> holds)
    {
        await using var receiver = Client.CreateReceiver(queue);
        await Sample.Until(async () => holds(await receiver.PeekMessagesAsync(100, fromSequenceNumber: 0)));
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await broker.DisposeAsync();
        File.Delete(config);
    }

    static string Config() => JsonSerializer.Serialize(new
    {
        UserConfig = new { Namespaces = new[] { new { Name = "local", Queues = Queues.Select(Queue).Append(ShortLocks).Concat(SessionQueues.Select(SessionQueue)), Topics = new[] { Events } } } },
    });

    static object Queue(string name) => new { Name = name, Properties = new { LockDuration = "PT30S", MaxDeliveryCount = 3 } };

    static object ShortLocks => new { Name = "short-locks", Properties = new { LockDuration = "PT2S", MaxDeliveryCount = 3 } };

    static object SessionQueue(string name) => new { Name = name, Properties = new { LockDuration = "PT30S", MaxDeliveryCount = 3, RequiresSession = true } };

    static object Events => new { Name = "events", Properties = new { }, Subscriptions = new[] { new { Name = "all", Properties = new { MaxDeliveryCount = 3 } } } };
}
