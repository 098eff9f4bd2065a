using System.Diagnostics;
using Azure.Messaging.ServiceBus;

namespace Messaging.Benchmarks.ServiceBus;

/// <summary>Many connections with a sender each, then many receivers on one connection, all opened at once.</summary>
static class Crowd
{
    public static async Task<string> MeasureAsync(int count)
    {
        await using var bench = await Bench.StartAsync();
        var before = bench.Memory;
        var clients = Enumerable.Range(0, count).Select(_ => new ServiceBusClient(bench.ConnectionString)).ToList();
        var connected = await TimeAsync(() => Task.WhenAll(clients.Select(client => client.CreateSender(Bench.Queue).SendMessageAsync(Bench.Message()))));
        var memory = bench.Memory - before;
        await Task.WhenAll(clients.Select(client => client.DisposeAsync().AsTask()));
        var received = 0;
        var linked = await TimeAsync(() => Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
        {
            var receiver = bench.Client.CreateReceiver(Bench.Queue);
            await receiver.CompleteMessageAsync(await receiver.ReceiveMessageAsync());
            Interlocked.Increment(ref received);
        })));
        return FormattableString.Invariant(
            $"{count} connected and sent in {connected.TotalSeconds:0.0} s ({memory / 1024 / count} KB each), {received} links received in {linked.TotalSeconds:0.0} s");
    }

    static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed;
    }
}
