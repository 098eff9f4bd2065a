namespace Messaging.ServiceBus.Amqp;

/// <summary>
/// After a client gave a message back it gets no more until it shows that it wants some. It does so by flow, but not always: the
/// SDK gives back what comes while nobody receives, and sends no flow for a receive that the credit left over covers. So the
/// broker tries again by itself too, ever later while nothing is kept.
/// </summary>
sealed class Reluctance : IDisposable
{
    static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50), Longest = TimeSpan.FromSeconds(1);

    readonly ITimer timer;
    TimeSpan next = Shortest;

    /// <param name="createTimer">A timer that runs its action on the broker's loop.</param>
    /// <param name="retry">Delivers again.</param>
    public Reluctance(Func<Action, ITimer> createTimer, Action retry) => timer = createTimer(() =>
    {
        IsActive = false;
        retry();
    });

    public bool IsActive { get; private set; }

    public void GaveBack()
    {
        if (IsActive)
            return;
        IsActive = true;
        timer.Change(next, Timeout.InfiniteTimeSpan);
        next = next * 2 < Longest ? next * 2 : Longest;
    }

    public void Kept() => next = Shortest;

    public void WantsMore()
    {
        IsActive = false;
        next = Shortest;
    }

    public void Dispose() => timer.Dispose();
}
