using System.Collections.Concurrent;
using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Messaging.ServiceBus;

namespace Messaging.Conformance.ServiceBus;

/// <summary>What only the local broker can do: it has no counterpart in the real service's tests.</summary>
public sealed class When_the_weather_is_bad
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Latency_is_added_to_every_round_trip()
    {
        await using var bus = await Bus.WithAsync(new BrokerOptions { Latency = TimeSpan.FromMilliseconds(60) }, [Bus.Queue("q")], []);
        var sender = bus.Client.CreateSender("q");
        await sender.SendMessageAsync(new ServiceBusMessage());
        var watch = Stopwatch.StartNew();
        await sender.SendMessageAsync(new ServiceBusMessage());
        Assert.True(watch.ElapsedMilliseconds >= 59, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task The_throttle_says_that_the_service_is_busy()
    {
        await using var bus = await Bus.WithAsync(new BrokerOptions { Throttle = true }, [Bus.Queue("q")], []);
        await using var impatient = new ServiceBusClient(bus.Broker.ConnectionString, new ServiceBusClientOptions { RetryOptions = { MaxRetries = 0 } });
        var sender = impatient.CreateSender("q");
        var refusal = await Assert.ThrowsAsync<ServiceBusException>(async () =>
        {
            for (var batch = 0; batch < 1_000; batch++)
                await sender.SendMessagesAsync(Enumerable.Range(0, 500).Select(_ => new ServiceBusMessage()));
        });
        Assert.Equal(ServiceBusFailureReason.ServiceBusy, refusal.Reason);
        Assert.True(bus.Broker.Counters.Entities["q"].CreditsUsed >= 1_000);
    }

    [Fact]
    public async Task Nothing_is_lost_while_links_detach_and_connections_drop()
    {
        var faults = new FaultOptions { LinkDetachesPerSecond = 4, ConnectionDropsPerSecond = 2, LockLossesPerSecond = 4, Seed = 1 };
        await using var bus = await Bus.WithAsync(new BrokerOptions { Faults = faults }, [Bus.Queue("q", queue => queue.MaxDeliveryCount = 100)], []);
        await using var client = new ServiceBusClient(bus.Broker.ConnectionString, new ServiceBusClientOptions
        {
            RetryOptions = { TryTimeout = TimeSpan.FromSeconds(5), MaxRetries = 20, Delay = TimeSpan.FromMilliseconds(20), MaxDelay = TimeSpan.FromMilliseconds(200) },
        });
        var seen = new ConcurrentDictionary<string, bool>();
        var processor = client.CreateProcessor("q", new ServiceBusProcessorOptions { MaxConcurrentCalls = 4 });
        processor.ProcessMessageAsync += each =>
        {
            seen[each.Message.Body.ToString()] = true;
            return Task.CompletedTask;
        };
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        await processor.StartProcessingAsync();
        var sender = client.CreateSender("q");
        for (var number = 0; number < 300; number++)
            await SendUntilAcceptedAsync(sender, $"{number}");
        for (var watch = Stopwatch.StartNew(); seen.Count < 300 && watch.Elapsed < Soon;)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        await processor.StopProcessingAsync();
        await CloseAsync(processor);
        Assert.Equal(300, seen.Count);
    }

    /// <summary>A connection that is cut while the client drains its link leaves it waiting for an answer that nobody owes any more.</summary>
    static async Task CloseAsync(ServiceBusProcessor processor)
    {
        try { await processor.CloseAsync(); }
        catch (TimeoutException) { }
    }

    /// <summary>A connection that is cut while the client opens a link can end its retries early.</summary>
    static async Task SendUntilAcceptedAsync(ServiceBusSender sender, string body)
    {
        for (var watch = Stopwatch.StartNew(); ;)
            try
            {
                await sender.SendMessageAsync(new ServiceBusMessage(body));
                return;
            }
            catch (Exception cut) when (cut is ServiceBusException or InvalidOperationException && watch.Elapsed < Soon)
            {
            }
    }

    [Fact]
    public async Task A_port_already_taken_is_named()
    {
        await using var bus = await Bus.WithAsync(Bus.Queue("q"));
        var port = new Uri(ServiceBusConnectionStringProperties.Parse(bus.Broker.ConnectionString).Endpoint.ToString()).Port;
        var refusal = await Assert.ThrowsAsync<IOException>(() => Broker.StartAsync(new BrokerOptions { Port = port, AdministrationPort = 0 }));
        Assert.Contains($"127.0.0.1:{port}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transactions_are_refused_by_name()
    {
        await using var bus = await Bus.WithAsync(Bus.Queue("q"));
        using var transaction = new System.Transactions.TransactionScope(System.Transactions.TransactionScopeAsyncFlowOption.Enabled);
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => bus.Client.CreateSender("q").SendMessageAsync(new ServiceBusMessage()));
        Assert.Contains("Transactions are not implemented", refusal.ToString(), StringComparison.Ordinal);
    }
}
