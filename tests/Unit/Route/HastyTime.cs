namespace Messaging.Unit.Route;

/// <summary>Waits take a hundredth of their time.</summary>
public sealed class HastyTime : TimeProvider
{
    /// <summary>How far the clock is before the real one.</summary>
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 100 : dueTime, period);

    public override long GetTimestamp() => base.GetTimestamp() * 100;
}
