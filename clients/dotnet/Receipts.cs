using Messaging.Contracts.Client;

namespace Messaging.Client;

/// <summary>Tells how far this user has read and this device has received: at most one request per conversation and second, none that says nothing new, and one
/// after the other.</summary>
sealed class Receipts(Func<string, NewCursor, Task> put, Turns turns, Random random)
{
    /// <summary>What comes together is told together.</summary>
    static readonly TimeSpan First = TimeSpan.FromSeconds(0.3), Between = TimeSpan.FromSeconds(1);

    readonly Dictionary<string, Place> places = [];
    Task line = Task.CompletedTask;

    /// <summary>What is read is received.</summary>
    /// <param name="id">Of the conversation.</param>
    /// <param name="seq">Read up to here.</param>
    /// <param name="delivered">Received up to here.</param>
    /// <param name="again">The cursor was set back: tell it although it is nothing new.</param>
    public void Report(string id, long seq = 0, long delivered = 0, bool again = false)
    {
        if (!places.TryGetValue(id, out var place)) places[id] = place = new();
        if (again) place.ToldSeq = 0;
        place.Seq = Math.Max(seq, place.Seq);
        place.Delivered = Math.Max(Math.Max(seq, delivered), place.Delivered);
        if (place.IsNew) Schedule(id, place, First);
    }

    /// <summary>The log has begun anew, or the user is no longer in it.</summary>
    public void Forget(string id)
    {
        if (places.Remove(id, out var place)) place.Timer?.Dispose();
    }

    public void Clear()
    {
        foreach (var id in places.Keys.ToList()) Forget(id);
    }

    /// <summary>Tells at once what waits; done when nothing is on the way any more.</summary>
    public Task SettleAsync(string id)
    {
        if (places.TryGetValue(id, out var place) && place.Timer is { } timer)
        {
            timer.Dispose();
            return line = TellAsync(id, place, line);
        }
        return line;
    }

    void Schedule(string id, Place place, TimeSpan delay)
    {
        var since = place.At is { } at ? turns.Time.GetElapsedTime(at) : Between;
        place.Timer ??= turns.After(delay > Between - since ? delay : Between - since, () => line = TellAsync(id, place, line));
    }

    async Task TellAsync(string id, Place place, Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (places.GetValueOrDefault(id) != place) return;
        var (seq, delivered, pause) = (place.Seq, place.Delivered, TimeSpan.Zero);
        place.At = turns.Time.GetTimestamp();
        try
        {
            await put(id, place.News);
            place.Failures = 0;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            if (Backoff.IsPassing(fault)) pause = Backoff.Next(random, place.Failures++, fault);
        }
        place.Timer = null;
        if (pause == TimeSpan.Zero) (place.ToldSeq, place.ToldDelivered) = (seq, delivered);
        if (places.GetValueOrDefault(id) == place && place.IsNew) Schedule(id, place, pause);
    }

    /// <summary>How far it is, and how far that is told.</summary>
    sealed class Place
    {
        public long Seq, Delivered, ToldSeq, ToldDelivered;
        public long? At;
        public int Failures;
        public IDisposable? Timer;

        public bool IsNew => Seq > ToldSeq || Delivered > ToldDelivered;

        public NewCursor News => new()
        {
            Seq = Seq > ToldSeq ? Seq : null,
            Delivered = Delivered > Math.Max(Seq, ToldDelivered) ? Delivered : null,
        };
    }
}
