namespace Messaging.SignalR.Upstream;

/// <summary>
/// Posts one client's events one after the other, so that an app sees them in order, while the client's pings and
/// answers are still read. A client that sends faster than the upstream answers is read no further once enough waits.
/// </summary>
sealed class EventQueue
{
    const int Enough = 64;

    readonly Lock gate = new();
    Task last = Task.CompletedTask;
    int waiting;

    public Task EnqueueAsync(Func<Task> post)
    {
        lock (gate)
        {
            last = RunAsync(last, post);
            return ++waiting < Enough ? Task.CompletedTask : last;
        }
    }

    async Task RunAsync(Task previous, Func<Task> post)
    {
        await previous.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await post();
        }
        finally
        {
            lock (gate) waiting--;
        }
    }
}
