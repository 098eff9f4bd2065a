using System.Diagnostics;

namespace Messaging.Benchmarks.ServiceBus;

/// <summary>From the start of a killed broker's successor to the first message received from it.</summary>
static class RecoveryTime
{
    public static async Task<string> MeasureAsync(int messages)
    {
        await using var bench = await Bench.StartAsync();
        await bench.FillAsync(messages);
        var clock = Stopwatch.StartNew();
        await bench.RestartAsync();
        var ready = clock.Elapsed;
        await bench.Client.CreateReceiver(Bench.Queue).ReceiveMessageAsync();
        return FormattableString.Invariant($"ready after {ready.TotalSeconds:0.00} s, first message after {clock.Elapsed.TotalSeconds:0.00} s");
    }
}
