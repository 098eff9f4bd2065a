using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;

namespace Messaging.Conformance.ServiceBus;

/// <summary>
/// Twenty senders and twenty processors, half of them on sessions, while the broker is killed and started again. A send is repeated
/// until it is confirmed; duplicate detection makes that one message.
/// </summary>
sealed class Soak : IAsyncDisposable
{
    const int Half = 10;
    const double AbandonRate = 0.05;
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    static readonly TimeSpan BetweenSends = TimeSpan.FromMilliseconds(20);

    readonly BrokerProcess broker = new(
        new CreateQueueOptions("q") { RequiresDuplicateDetection = true, MaxDeliveryCount = 1000 },
        new CreateQueueOptions("s") { RequiresDuplicateDetection = true, MaxDeliveryCount = 1000, RequiresSession = true });

    readonly List<Func<Task>> stops = [];
    ServiceBusClient client = null!;
    int repeatedSends;

    public Ledger Ledger { get; } = new();

    public int Kills { get; private set; }

    public int RepeatedSends => repeatedSends;

    public TimeSpan LongestRestart { get; private set; }

    public async Task RunAsync(TimeSpan length, TimeSpan meanTimeBetweenKills)
    {
        client = new ServiceBusClient(await broker.StartAsync(), new ServiceBusClientOptions
        {
            RetryOptions = { TryTimeout = TimeSpan.FromSeconds(5), MaxRetries = 3, Delay = TimeSpan.FromMilliseconds(50), MaxDelay = TimeSpan.FromMilliseconds(500) },
        });
        for (var number = 0; number < Half; number++)
        {
            await ProcessAsync();
            await ProcessSessionsAsync();
        }
        using var stop = new CancellationTokenSource(length, TimeProvider.System);
        var senders = Enumerable.Range(0, 2 * Half).Select(sender => SendAsync(sender, stop.Token)).ToList();
        await KillAsync(meanTimeBetweenKills, stop.Token);
        await Task.WhenAll(senders);
        await UntilEmptyAsync("q");
        await UntilEmptyAsync("s");
        await Task.WhenAll(stops.Select(each => each()));
        Ledger.Close();
    }

    async Task SendAsync(int number, CancellationToken stop)
    {
        var session = number < Half ? null : $"{number}";
        var sender = client.CreateSender(session is null ? "q" : "s");
        for (var count = 0; !stop.IsCancellationRequested; count++)
        {
            var id = $"{number}-{count}";
            Ledger.Sending(id);
            while (!await TrySendAsync(sender, new ServiceBusMessage(id) { MessageId = id, SessionId = session }))
                Interlocked.Increment(ref repeatedSends);
            await Task.Delay(BetweenSends, TimeProvider.System, CancellationToken.None);
        }
    }

    static async Task<bool> TrySendAsync(ServiceBusSender sender, ServiceBusMessage message)
    {
        try
        {
            await sender.SendMessageAsync(message);
            return true;
        }
        catch (Exception unclear) when (unclear is ServiceBusException or InvalidOperationException or OperationCanceledException)
        {
            return false;
        }
    }

    async Task ProcessAsync()
    {
        var processor = client.CreateProcessor("q", new ServiceBusProcessorOptions { AutoCompleteMessages = false, MaxConcurrentCalls = 4, PrefetchCount = 10 });
        processor.ProcessMessageAsync += each => HandleAsync(each.Message, () => each.CompleteMessageAsync(each.Message), () => each.AbandonMessageAsync(each.Message));
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        stops.Add(() => processor.DisposeAsync().AsTask());
        await processor.StartProcessingAsync();
    }

    async Task ProcessSessionsAsync()
    {
        var processor = client.CreateSessionProcessor("s", new ServiceBusSessionProcessorOptions { AutoCompleteMessages = false, MaxConcurrentSessions = 2 });
        processor.ProcessMessageAsync += each => HandleAsync(each.Message, () => each.CompleteMessageAsync(each.Message), () => each.AbandonMessageAsync(each.Message));
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        stops.Add(() => processor.DisposeAsync().AsTask());
        await processor.StartProcessingAsync();
    }

    Task HandleAsync(ServiceBusReceivedMessage message, Func<Task> complete, Func<Task> abandon)
    {
        Ledger.Delivered(message);
        var abandons = Random.Shared.NextDouble() < AbandonRate;
        return Ledger.SettleAsync(message.MessageId, abandons, abandons ? abandon : complete);
    }

    async Task KillAsync(TimeSpan mean, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(mean * (0.5 + Random.Shared.NextDouble()), TimeProvider.System, CancellationToken.None);
            broker.Kill();
            Kills++;
            var since = Stopwatch.GetTimestamp();
            await broker.StartAsync();
            var restart = Stopwatch.GetElapsedTime(since);
            LongestRestart = restart > LongestRestart ? restart : LongestRestart;
        }
    }

    async Task UntilEmptyAsync(string queue)
    {
        await using var receiver = client.CreateReceiver(queue);
        for (var since = Stopwatch.GetTimestamp(); await receiver.PeekMessageAsync(fromSequenceNumber: 1) is { } left; await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System))
            if (Stopwatch.GetElapsedTime(since) > Patience)
                throw new TimeoutException($"{left.MessageId} is still in '{queue}', delivered {left.DeliveryCount} times.");
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        broker.Dispose();
    }
}
