namespace Messaging.Sync;

/// <summary>Ten thousand callers who want the same at the same moment cost a few reads: whoever comes while a read is under way shares the next
/// one with all others who wait. So nobody gets what was read before it asked, and nothing is kept.</summary>
public sealed class SharedReads<TKey, TValue>(Func<TKey, Task<TValue>> read) where TKey : notnull
{
    /// <summary>By what is being read now: those who wait for the next read of it.</summary>
    readonly Dictionary<TKey, TaskCompletionSource<TValue>?> _next = [];

    public Task<TValue> ReadAsync(TKey key, CancellationToken ct)
    {
        TaskCompletionSource<TValue> mine;
        bool underWay;
        lock (_next)
        {
            underWay = _next.TryGetValue(key, out var next);
            mine = next ?? new(TaskCreationOptions.RunContinuationsAsynchronously);
            _next[key] = underWay ? mine : null;
        }
        if (!underWay) _ = RunAsync(key, mine);
        // No caller's cancellation ends a read that others wait for.
        return mine.Task.WaitAsync(ct);
    }

    async Task RunAsync(TKey key, TaskCompletionSource<TValue>? waiting)
    {
        for (; waiting is not null; waiting = Next(key))
            try { waiting.SetResult(await read(key)); }
            catch (Exception failure) { waiting.SetException(failure); }
    }

    TaskCompletionSource<TValue>? Next(TKey key)
    {
        lock (_next)
        {
            var next = _next[key];
            if (next is null) _next.Remove(key);
            else _next[key] = null;
            return next;
        }
    }
}
