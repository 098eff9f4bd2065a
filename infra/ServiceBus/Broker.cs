using Messaging.ServiceBus.Administration;
using Messaging.ServiceBus.Amqp;
using Messaging.ServiceBus.Config;
using Messaging.ServiceBus.Entities;
using Messaging.ServiceBus.Storage;
using Messaging.ServiceBus.Weather;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.ServiceBus;

/// <summary>A Service Bus namespace in this process, which the unmodified <c>Azure.Messaging.ServiceBus</c> can't tell from Azure's.</summary>
public sealed class Broker : IAsyncDisposable
{
    readonly BrokerOptions options;
    readonly EventLoop loop;
    readonly Database? database;
    readonly SqliteJournal? journal;
    readonly Namespace entities;
    readonly AmqpEndpoint amqp;
    readonly FaultInjector? faults;
    readonly Throttle? throttle;
    readonly SharedAccessKey key;
    readonly TimeProvider time;
    AdministrationEndpoint? administration;

    Broker(BrokerOptions options, ILoggerFactory logs, TimeProvider time)
    {
        (this.options, this.time) = (options, time);
        key = new SharedAccessKey(options.SharedAccessKey, time);
        loop = new EventLoop(logs.CreateLogger<EventLoop>());
        var config = options.Config is null ? new NamespaceConfig() : EmulatorConfig.Load(options.Config);
        if (options.Data is { } folder)
        {
            database = new Database(folder);
            journal = new SqliteJournal(database, time, loop.Post, logs.CreateLogger<SqliteJournal>());
        }
        try
        {
            throttle = options.Throttle ? new Throttle(time) : null;
            var context = new EntityContext((IJournal?)journal ?? new MemoryJournal(), time, loop.Post, Counters, throttle);
            entities = Recover(config, context);
            loop.Start(context.Journal.Flush);
            var links = new OpenLinks();
            amqp = new AmqpEndpoint(options, new LinkFactory(
                options, entities, loop, new TokenNode(key), new ManagementNode(loop), links), time);
            _ = journal?.Failed.ContinueWith(_ => amqp.DisposeAsync().AsTask(), TaskScheduler.Default);
            faults = options.Faults is null ? null : new FaultInjector(options.Faults, links, entities, loop, time);
        }
        catch
        {
            journal?.DisposeAsync().AsTask().Wait();
            database?.Dispose();
            throw;
        }
    }

    /// <summary>How a client of messages connects.</summary>
    public string ConnectionString => ConnectionStringOf(amqp.Port);

    /// <summary>How <c>ServiceBusAdministrationClient</c> connects, which needs another port.</summary>
    public string AdministrationConnectionString => ConnectionStringOf(administration!.Port);

    /// <summary>Completes when the journal failed: connections are closed then, and nothing is accepted any more.</summary>
    internal Task Failed => journal?.Failed.ContinueWith(_ => { }, TaskScheduler.Default) ?? new TaskCompletionSource().Task;

    /// <summary>What went through since the start.</summary>
    public BrokerCounters Counters { get; } = new();

    /// <summary>Recovers the data and listens. Messages that were acknowledged before a crash are there again.</summary>
    /// <exception cref="IOException">A port is taken (host and port are named), or another broker holds the data folder.</exception>
    /// <exception cref="InvalidDataException">The config cannot be used; the message says what is wrong with it.</exception>
    public static async Task<Broker> StartAsync(
        BrokerOptions options, ILoggerFactory? logs = null, TimeProvider? time = null, CancellationToken ct = default)
    {
        var broker = await Task.Run(() => new Broker(options, logs ?? NullLoggerFactory.Instance, time ?? TimeProvider.System), ct).ConfigureAwait(false);
        try
        {
            await broker.StartAdministrationAsync().ConfigureAwait(false);
            return broker;
        }
        catch
        {
            await broker.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    async Task StartAdministrationAsync()
    {
        var reader = new EntityReader(entities, time, options.MaxMessageSize > new BrokerOptions().MaxMessageSize);
        administration = await AdministrationEndpoint.StartAsync(options, loop, reader, key, TryChargeManagement).ConfigureAwait(false);
    }

    bool TryChargeManagement()
    {
        if (throttle?.TryTake(ManagementNode.ManagementCredits) == false)
            return false;
        Counters.All.Charged(CreditKind.Management, ManagementNode.ManagementCredits);
        return true;
    }

    Namespace Recover(NamespaceConfig config, EntityContext context)
    {
        if (database is null)
        {
            var nextId = 0;
            return new Namespace(config, context, _ => ++nextId);
        }
        using var connection = database.Open();
        var recovery = new Recovery(connection);
        var recovered = new Namespace(config, context, recovery.Enter);
        recovery.Recover(recovered.Topics.SelectMany(topic => topic.Subscriptions));
        recovery.Recover(recovered.Queues);
        return recovered;
    }

    string ConnectionStringOf(int port) =>
        $"Endpoint=sb://{options.Host}:{port};SharedAccessKeyName={SharedAccessKey.PolicyName};SharedAccessKey={options.SharedAccessKey};UseDevelopmentEmulator=true;";

    /// <summary>Closes all connections, then writes what is left of the journal.</summary>
    public async ValueTask DisposeAsync()
    {
        faults?.Dispose();
        await amqp.DisposeAsync().ConfigureAwait(false);
        if (administration is not null)
            await administration.DisposeAsync().ConfigureAwait(false);
        await loop.DisposeAsync().ConfigureAwait(false);
        entities.Dispose();
        if (journal is not null)
            await journal.DisposeAsync().ConfigureAwait(false);
        database?.Dispose();
    }
}
