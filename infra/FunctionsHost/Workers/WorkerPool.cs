namespace Messaging.FunctionsHost.Workers;

/// <summary>Takes the app's instances in turn for requests that any of them can answer.</summary>
sealed class WorkerPool(IReadOnlyList<AppInstance> instances, TimeSpan longestWait, TimeProvider time)
{
    int turn;

    /// <summary>The next worker that is up; while all restart, the first to be back; null when none is back in time.</summary>
    public ValueTask<Worker?> NextAsync(CancellationToken ct)
    {
        var first = (uint)Interlocked.Increment(ref turn);
        for (var i = 0u; i < instances.Count; i++)
        {
            if (instances[(int)((first + i) % instances.Count)].Current is { } worker)
            {
                return new(worker);
            }
        }

        return new(FirstBackAsync(ct));
    }

    async Task<Worker?> FirstBackAsync(CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(longestWait, time);
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        var back = await Task.WhenAny(instances.Select(instance => instance.ReadyAsync(wait.Token)));
        return back.IsCompletedSuccessfully ? back.Result : null;
    }
}
