namespace Messaging.ServiceBus.Entities;

/// <summary>Wakes an entity on the broker's loop when its earliest deadline has come.</summary>
sealed class Alarm : IDisposable
{
    // A timer takes at most 49 days; a wake-up too early does nothing but look again.
    static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    readonly TimeProvider time;
    readonly ITimer timer;
    DateTimeOffset armed = DateTimeOffset.MaxValue;

    public Alarm(TimeProvider time, Action<Action> post, Action wake)
    {
        this.time = time;
        timer = time.CreateTimer(_ => post(() =>
        {
            armed = DateTimeOffset.MaxValue;
            wake();
        }), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void NoLaterThan(DateTimeOffset? at)
    {
        if (at is not { } due || due >= armed)
            return;
        armed = due;
        var wait = due - time.GetUtcNow();
        timer.Change(wait <= TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : wait > Longest ? Longest : wait, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => timer.Dispose();
}
