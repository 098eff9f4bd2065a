namespace Messaging.Unit.Route;

/// <summary>Waits take a hundredth of their time.</summary>
sealed class HastyTime : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 100 : dueTime, period);

    public override long GetTimestamp() => base.GetTimestamp() * 100;
}
