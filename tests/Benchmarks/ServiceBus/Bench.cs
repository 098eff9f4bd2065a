using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;
using Messaging.Conformance.ServiceBus;

namespace Messaging.Benchmarks.ServiceBus;

/// <summary>A broker with one queue, and a client.</summary>
sealed class Bench : IAsyncDisposable
{
    public const string Queue = "q";
    static readonly byte[] Body = new byte[1024];

    readonly BrokerProcess broker;
    ServiceBusClient? client;

    Bench(BrokerProcess broker) => this.broker = broker;

    public ServiceBusClient Client => client!;

    public string ConnectionString { get; private set; } = "";

    /// <summary>Resident bytes of the broker.</summary>
    public long Memory
    {
        get
        {
            broker.Process.Refresh();
            return broker.Process.WorkingSet64;
        }
    }

    public static ServiceBusMessage Message() => new(Body);

    public static async Task<Bench> StartAsync(bool sessions = false, params string[] arguments)
    {
        var options = new CreateQueueOptions(Queue) { RequiresSession = sessions, LockDuration = TimeSpan.FromMinutes(5) };
        var bench = new Bench(new BrokerProcess(options) { Arguments = arguments });
        await bench.ConnectAsync();
        return bench;
    }

    async Task ConnectAsync()
    {
        ConnectionString = await broker.StartAsync();
        client = new ServiceBusClient(ConnectionString);
    }

    /// <summary>Kills the broker and starts it again on its data.</summary>
    public async Task RestartAsync()
    {
        await Client.DisposeAsync();
        broker.Kill();
        await ConnectAsync();
    }

    public async Task FillAsync(int messages)
    {
        var sender = Client.CreateSender(Queue);
        for (var sent = 0; sent < messages; sent += 100)
            await sender.SendMessagesAsync(Enumerable.Range(0, Math.Min(100, messages - sent)).Select(_ => Message()));
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        broker.Dispose();
    }
}
