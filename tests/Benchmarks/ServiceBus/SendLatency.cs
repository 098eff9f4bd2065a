using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Messaging.Benchmarks.Path;

namespace Messaging.Benchmarks.ServiceBus;

/// <summary>How long a sender waits until its message is durable.</summary>
static class SendLatency
{
    const int WarmUp = 2_000;

    public static async Task<string> OneAtATimeAsync(int messages)
    {
        await using var bench = await Bench.StartAsync();
        await using var sender = bench.Client.CreateSender(Bench.Queue);
        await SendAsync(sender, WarmUp);
        return $"{await SendAsync(sender, messages)}";
    }

    static async Task<Latency> SendAsync(ServiceBusSender sender, int count)
    {
        var latency = new Latency();
        for (; count > 0; count--)
            await SendAsync(sender, latency);
        return latency;
    }

    static async Task SendAsync(ServiceBusSender sender, Latency latency)
    {
        var since = Stopwatch.GetTimestamp();
        await sender.SendMessageAsync(Bench.Message());
        latency.Since(since);
    }

    /// <summary>A processor takes the messages away meanwhile.</summary>
    public static async Task<string> PacedAsync(int perSecond, TimeSpan length)
    {
        await using var bench = await Bench.StartAsync();
        await using var processor = bench.Client.CreateProcessor(Bench.Queue, new ServiceBusProcessorOptions { MaxConcurrentCalls = 8, PrefetchCount = 100 });
        processor.ProcessMessageAsync += _ => Task.CompletedTask;
        processor.ProcessErrorAsync += error => throw error.Exception;
        await processor.StartProcessingAsync();
        await using var sender = bench.Client.CreateSender(Bench.Queue);
        await PacedAsync(sender, perSecond, TimeSpan.FromSeconds(5));
        return $"{await PacedAsync(sender, perSecond, length)}";
    }

    static async Task<Latency> PacedAsync(ServiceBusSender sender, int perSecond, TimeSpan length)
    {
        var latency = new Latency();
        await Pace.RunAsync(perSecond, length, _ => SendAsync(sender, latency));
        return latency;
    }
}
