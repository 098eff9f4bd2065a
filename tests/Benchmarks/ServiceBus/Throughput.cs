using System.Diagnostics;
using Azure.Messaging.ServiceBus;

namespace Messaging.Benchmarks.ServiceBus;

/// <summary>Messages a second, after a warm-up of the same work.</summary>
static class Throughput
{
    const int Batch = 100, Prefetch = 500, Links = 2, Calls = 32, WarmUp = 40_000;

    public static Task<string> SendAsync(int messages) => MeasureAsync(messages, fillFirst: false, (bench, count) =>
        Task.WhenAll(Enumerable.Range(0, Links).Select(_ => bench.FillAsync(count / Links))));

    public static Task<string> ReceiveAsync(int messages) => MeasureAsync(messages, fillFirst: true, async (bench, count) =>
    {
        var left = count;
        await Task.WhenAll(Enumerable.Range(0, Links).Select(async _ =>
        {
            await using var receiver = bench.Client.CreateReceiver(Bench.Queue, new ServiceBusReceiverOptions { PrefetchCount = Prefetch });
            while (Volatile.Read(ref left) > 0)
            {
                var received = await receiver.ReceiveMessagesAsync(Batch, TimeSpan.FromMilliseconds(100));
                await Task.WhenAll(received.Select(message => receiver.CompleteMessageAsync(message)));
                Interlocked.Add(ref left, -received.Count);
            }
        }));
    });

    public static Task<string> ProcessAsync(int messages) => MeasureAsync(messages, fillFirst: true, async (bench, count) =>
    {
        var left = count;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var processor = bench.Client.CreateProcessor(
            Bench.Queue, new ServiceBusProcessorOptions { MaxConcurrentCalls = Calls, PrefetchCount = Prefetch, AutoCompleteMessages = false });
        processor.ProcessMessageAsync += async each =>
        {
            await each.CompleteMessageAsync(each.Message);
            if (Interlocked.Decrement(ref left) == 0)
                done.SetResult();
        };
        processor.ProcessErrorAsync += error => throw error.Exception;
        await processor.StartProcessingAsync();
        await done.Task;
    });

    static async Task<string> MeasureAsync(int messages, bool fillFirst, Func<Bench, int, Task> work)
    {
        await using var bench = await Bench.StartAsync();
        if (fillFirst)
            await bench.FillAsync(WarmUp);
        await work(bench, WarmUp);
        if (fillFirst)
            await bench.FillAsync(messages);
        var clock = Stopwatch.StartNew();
        await work(bench, messages);
        return $"{messages / clock.Elapsed.TotalSeconds:N0} /s";
    }
}
