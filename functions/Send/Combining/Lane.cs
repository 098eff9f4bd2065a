using System.Diagnostics;

namespace Messaging.Send.Combining;

/// <summary>Sends the commands of one lane in the order of their arrival, one queue message at a time: FIFO per device rests on both.</summary>
sealed class Lane(Func<Parcel, Task> send, Budget budget, SendOptions options, TimeProvider time, CancellationToken draining)
{
    readonly Lock _gate = new();
    readonly Queue<Submission> _waiting = new();
    readonly TimeSpan _pause = TimeSpan.FromMilliseconds(options.LanePause);
    bool _running, _leftBehind;
    long? _sentAt;

    /// <summary>Done when nothing waits and nothing is in flight.</summary>
    public Task Idle { get; private set; } = Task.CompletedTask;

    public Task SendAsync(Submission submission, CancellationToken ct)
    {
        lock (_gate)
        {
            _waiting.Enqueue(submission);
            if (!_running) Start();
        }
        return submission.AnswerAsync(ct);
    }

    void Start()
    {
        _running = true;
        // The loop may serve many callers after the one that starts it, so it must not live in that one's context.
        using (ExecutionContext.SuppressFlow()) Idle = Task.Run(RunAsync);
    }

    async Task RunAsync()
    {
        while (HasWork())
        {
            await PauseAsync();
            await SendAsync(Take());
        }
    }

    bool HasWork()
    {
        lock (_gate)
        {
            DropOver();
            return _running = _waiting.Count > 0;
        }
    }

    /// <summary>Below the budget there is no pause, and none before what did not fit into a full message.</summary>
    async Task PauseAsync()
    {
        if (budget.TryTake() || _leftBehind || _sentAt is not { } sentAt) return;
        var rest = _pause - time.GetElapsedTime(sentAt);
        if (rest > TimeSpan.Zero) await Task.Delay(rest, time, draining).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    Parcel Take()
    {
        lock (_gate)
        {
            var parcel = new Parcel(options.CommandsPerMessage, options.BytesPerMessage);
            DropOver();
            while (_waiting.TryPeek(out var next) && parcel.TryTake(next)) DropOver();
            _leftBehind = _waiting.Count > 0;
            return parcel;
        }
    }

    void DropOver()
    {
        while (_waiting.TryPeek(out var next) && next.IsOver) _waiting.Dequeue();
    }

    async Task SendAsync(Parcel parcel)
    {
        if (parcel.Count == 0) return;
        _sentAt = time.GetTimestamp();
        Activity.Current = parcel.Trace;
        try
        {
            await send(parcel);
            parcel.Accept();
        }
        catch (Exception failure)
        {
            parcel.Fail(failure);
        }
    }
}
