using System.Diagnostics;

namespace Messaging.Benchmarks.ServiceBus;

static class Pace
{
    /// <summary>Starts work at an even rate, whatever became of the work before, and waits for all of it.</summary>
    public static async Task RunAsync(int perSecond, TimeSpan length, Func<int, Task> work)
    {
        var clock = Stopwatch.StartNew();
        var started = new List<Task>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        while (clock.Elapsed < length && await timer.WaitForNextTickAsync())
            for (var due = (int)(Math.Min(clock.Elapsed.TotalSeconds, length.TotalSeconds) * perSecond); started.Count < due;)
                started.Add(work(started.Count));
        await Task.WhenAll(started);
    }
}
