using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;
using Messaging.ServiceBus;

namespace Messaging.Conformance.ServiceBus;

/// <summary>
/// A namespace with the entities that a test names: a broker in this process, or the real service if the environment variable
/// <c>SERVICEBUS_CONNECTION_STRING</c> holds a connection string with the right to manage. There the entities are made under the
/// same names and deleted afterwards, so a namespace serves one run at a time.
/// </summary>
sealed class Bus : IAsyncDisposable
{
    static readonly string? Azure = Environment.GetEnvironmentVariable("SERVICEBUS_CONNECTION_STRING");

    readonly string folder = Directory.CreateTempSubdirectory("servicebus-").FullName;
    readonly List<Func<Task>> undo = [];
    Broker? broker;

    Bus()
    {
    }

    public static bool IsLocal => Azure is null;

    public ServiceBusClient Client { get; private set; } = null!;

    public ServiceBusAdministrationClient Administration { get; private set; } = null!;

    public Broker Broker => broker ?? throw new InvalidOperationException("The real service has no broker here.");

    public static Task<Bus> WithAsync(params CreateQueueOptions[] queues) => WithAsync(new BrokerOptions(), queues, []);

    public static async Task<Bus> WithAsync(BrokerOptions options, CreateQueueOptions[] queues, CreateSubscriptionOptions[] subscriptions)
    {
        var bus = new Bus();
        if (Azure is null)
            await bus.StartLocalAsync(options, queues, subscriptions);
        else
            await bus.CreateAsync(queues, subscriptions);
        return bus;
    }

    public static CreateQueueOptions Queue(string name, Action<CreateQueueOptions>? set = null)
    {
        var options = new CreateQueueOptions(name) { LockDuration = TimeSpan.FromSeconds(30) };
        set?.Invoke(options);
        return options;
    }

    async Task StartLocalAsync(BrokerOptions options, CreateQueueOptions[] queues, CreateSubscriptionOptions[] subscriptions)
    {
        broker = await Broker.StartAsync(options with
        {
            Port = 0,
            AdministrationPort = 0,
            Config = ConfigFile.Write(folder, queues, subscriptions),
            Data = Path.Combine(folder, "data"),
        });
        Connect(broker.ConnectionString, broker.AdministrationConnectionString);
    }

    void Connect(string connectionString, string administration)
    {
        Client = Connect(connectionString);
        Administration = new ServiceBusAdministrationClient(administration);
    }

    /// <summary>A client that gives up soon, so that a test of a refusal ends soon.</summary>
    public static ServiceBusClient Connect(string connectionString) => new(connectionString, new ServiceBusClientOptions
    {
        RetryOptions = { TryTimeout = TimeSpan.FromSeconds(10), MaxRetries = 1, Delay = TimeSpan.FromMilliseconds(50) },
    });

    async Task CreateAsync(CreateQueueOptions[] queues, CreateSubscriptionOptions[] subscriptions)
    {
        Connect(Azure!, Azure!);
        foreach (var queue in queues)
        {
            await Administration.CreateQueueAsync(queue);
            undo.Add(() => Administration.DeleteQueueAsync(queue.Name));
        }
        foreach (var topic in subscriptions.Select(subscription => subscription.TopicName).Distinct())
        {
            await Administration.CreateTopicAsync(topic);
            undo.Add(() => Administration.DeleteTopicAsync(topic));
        }
        foreach (var subscription in subscriptions)
            await Administration.CreateSubscriptionAsync(subscription);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        if (broker is not null)
            await broker.DisposeAsync();
        foreach (var step in undo)
            await step();
        Directory.Delete(folder, true);
    }
}
