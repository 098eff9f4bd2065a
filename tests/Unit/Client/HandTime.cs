using Microsoft.Extensions.Time.Testing;

namespace Messaging.Unit.Client;

/// <summary>Stands still until it is moved, and knows which timers are set.</summary>
sealed class HandTime : FakeTimeProvider
{
    readonly Lock guard = new();
    readonly List<Timer> timers = [];

    /// <summary>How many timers are set.</summary>
    public int Waiting
    {
        get { lock (guard) return timers.Count; }
    }

    /// <summary>When the next timer fires.</summary>
    public DateTimeOffset? Next
    {
        get { lock (guard) return timers.Min(timer => (DateTimeOffset?)timer.Due); }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Assert.Equal(Timeout.InfiniteTimeSpan, period);
        var timer = new Timer(this, GetUtcNow() + dueTime);
        lock (guard) timers.Add(timer);
        timer.Inner = base.CreateTimer(_ =>
        {
            timer.Forget();
            callback(state);
        }, null, dueTime, period);
        return timer;
    }

    sealed class Timer(HandTime time, DateTimeOffset due) : ITimer
    {
        public DateTimeOffset Due => due;
        public ITimer? Inner { get; set; }

        public void Forget()
        {
            lock (time.guard) time.timers.Remove(this);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("A client sets every timer once.");

        public void Dispose()
        {
            Forget();
            Inner?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
