namespace Messaging.Route.Lane;

/// <summary>Lets what is under suspicion run alone: if the process dies then, nobody else was near it.</summary>
public sealed class Quarantine : IDisposable
{
    readonly SemaphoreSlim _door = new(1);
    readonly Lock _gate = new();
    TaskCompletionSource? _empty;
    int _inside;

    public async Task<T> AmongOthersAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        await _door.WaitAsync(ct);
        lock (_gate) _inside++;
        _door.Release();
        try { return await work(); }
        finally { Leave(); }
    }

    /// <summary>Waits until all others are through, and keeps new ones out meanwhile.</summary>
    public async Task<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        await _door.WaitAsync(ct);
        try
        {
            await EmptyAsync(ct);
            return await work();
        }
        finally
        {
            _door.Release();
        }
    }

    public void Dispose() => _door.Dispose();

    void Leave()
    {
        lock (_gate)
            if (--_inside == 0) _empty?.TrySetResult();
    }

    Task EmptyAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            if (_inside == 0) return Task.CompletedTask;
            _empty = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _empty.Task.WaitAsync(ct);
        }
    }
}
