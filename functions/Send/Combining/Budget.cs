namespace Messaging.Send.Combining;

/// <summary>A token bucket that holds one second's worth.</summary>
sealed class Budget(int perSecond, TimeProvider time)
{
    readonly Lock _gate = new();
    double _tokens = perSecond;
    long _filledAt = time.GetTimestamp();

    public bool TryTake()
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            _tokens = Math.Min(perSecond, _tokens + time.GetElapsedTime(_filledAt, now).TotalSeconds * perSecond);
            _filledAt = now;
            if (_tokens < 1) return false;
            _tokens--;
            return true;
        }
    }
}
