namespace Messaging.Client;

/// <summary>A client's one line. Whatever changes its state, be it a call, an answer, a live event or a timer, is a turn on an exclusive scheduler, to
/// which every <c>await</c> in a turn comes back: so nothing in a client is locked, and its code reads as on one thread. What callers read from their own
/// threads is immutable and replaced as a whole.</summary>
sealed class Turns(TaskScheduler scheduler, TimeProvider time, Action<Exception> fault)
{
    readonly HashSet<Later> timers = [];
    readonly HashSet<Task> going = [];
    CancellationTokenSource running = new();
    bool isQuiet;

    public TimeProvider Time => time;

    /// <summary>Cancelled by <see cref="EndAsync"/>.</summary>
    public CancellationToken Stopping => running.Token;

    public void Begin()
    {
        isQuiet = false;
        if (Stopping.IsCancellationRequested) running = new();
    }

    /// <summary>When it is done no timer is left and nothing goes on by itself.</summary>
    public async Task EndAsync()
    {
        Try(running.Cancel);
        foreach (var timer in timers.ToList()) timer.Dispose();
        while (going.Any(task => !task.IsCompleted)) await Task.WhenAll(going);
    }

    /// <summary>Listeners hear nothing until the next <see cref="Begin"/>.</summary>
    public void BeQuiet() => isQuiet = true;

    public Task RunAsync(Func<Task> work) => Task.Factory.StartNew(work, default, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();

    public Task<T> RunAsync<T>(Func<Task<T>> work) => Task.Factory.StartNew(work, default, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();

    public void Post(Action work) => RunAsync(() =>
    {
        Try(work);
        return Task.CompletedTask;
    });

    /// <summary>In this turn; it goes on by itself until it is done or the client stops.</summary>
    public void Go(Func<Task> work)
    {
        going.RemoveWhere(task => task.IsCompleted);
        going.Add(GoAsync(work));
    }

    public IDisposable After(TimeSpan delay, Func<Task> work)
    {
        var later = new Later(this);
        if (Stopping.IsCancellationRequested) return later;
        timers.Add(later);
        later.Timer = time.CreateTimer(_ => Post(() => later.End(() => Go(work))), null, delay, Timeout.InfiniteTimeSpan);
        return later;
    }

    public Task DelayAsync(TimeSpan delay) => Task.Delay(delay, time, Stopping);

    /// <summary>Each listener for itself: a fault of one keeps nothing from the others.</summary>
    public void Raise<T>(EventHandler<T>? listeners, object sender, T argument)
    {
        if (isQuiet) return;
        foreach (var listener in Delegate.EnumerateInvocationList(listeners)) Try(() => listener(sender, argument));
    }

    async Task GoAsync(Func<Task> work)
    {
        var stopping = Stopping;
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested) { }
        catch (Exception surprise)
        {
            fault(surprise);
        }
    }

    void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception surprise)
        {
            fault(surprise);
        }
    }

    sealed class Later(Turns turns) : IDisposable
    {
        public ITimer? Timer { get; set; }

        public void Dispose() => End(() => { });

        /// <summary>Once: what is disposed while its turn waits does not come.</summary>
        public void End(Action work)
        {
            if (!turns.timers.Remove(this)) return;
            Timer!.Dispose();
            work();
        }
    }
}
