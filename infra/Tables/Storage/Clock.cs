namespace Messaging.Tables.Storage;

/// <summary>
/// Timestamps that never repeat or go back within a store, so that two writes can't share an ETag.
/// The store keeps a floor that is ahead of every timestamp given out, and starts from it.
/// </summary>
sealed class Clock(TimeProvider time, long floor)
{
    static readonly long Ahead = TimeSpan.TicksPerSecond;

    long last = floor;

    /// <summary>Set when <see cref="Floor"/> has to be stored before the timestamps given out are acknowledged.</summary>
    public bool FloorRaised { get; private set; }

    public long Floor { get; private set; } = floor;

    public long Next()
    {
        last = Math.Max(time.GetUtcNow().UtcTicks, last + 1);
        if (last >= Floor)
        {
            Floor = last + Ahead;
            FloorRaised = true;
        }
        return last;
    }

    public void FloorStored() => FloorRaised = false;
}
