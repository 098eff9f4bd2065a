using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Messaging.Benchmarks.Path;

namespace Messaging.Benchmarks.ServiceBus;

/// <summary>Sessions that one processor holds, each with some work to do for every message: from a message's sending to its handler.</summary>
sealed class HeldSessions(int sessions, int perSecond, TimeSpan work)
{
    const string RoundTrip = "10ms";
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    Latency arrival = new();

    public async Task<string> MeasureAsync(TimeSpan length)
    {
        await using var bench = await Bench.StartAsync(sessions: true, "--latency", RoundTrip);
        await using var processor = bench.Client.CreateSessionProcessor(Bench.Queue, new ServiceBusSessionProcessorOptions
        {
            MaxConcurrentSessions = sessions,
            PrefetchCount = 20,
            SessionIdleTimeout = TimeSpan.FromMinutes(1),
        });
        processor.ProcessMessageAsync += ArrivedAsync;
        processor.ProcessErrorAsync += error => throw error.Exception;
        await processor.StartProcessingAsync();
        await using var sender = bench.Client.CreateSender(Bench.Queue);
        await SendAsync(sender, WarmUp);
        arrival = new();
        await SendAsync(sender, length);
        while (arrival.Count < perSecond * length.TotalSeconds)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        return $"{arrival}";
    }

    Task SendAsync(ServiceBusSender sender, TimeSpan length) => Pace.RunAsync(perSecond, length, async number =>
    {
        var message = Bench.Message();
        message.SessionId = $"{number % sessions}";
        message.ApplicationProperties["sent"] = Stopwatch.GetTimestamp();
        await sender.SendMessageAsync(message);
    });

    async Task ArrivedAsync(ProcessSessionMessageEventArgs each)
    {
        arrival.Since((long)each.Message.ApplicationProperties["sent"]);
        await Task.Delay(work, TimeProvider.System);
    }
}
