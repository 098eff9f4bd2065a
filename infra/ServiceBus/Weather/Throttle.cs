using Messaging.ServiceBus.Entities;

namespace Messaging.ServiceBus.Weather;

/// <summary>
/// The Standard tier's limit: 1,000 credits a second for the namespace, refilled each second (Azure Service Bus, "Throttling
/// operations"). A batch that finds one credit left is let through; the debt counts against the next second.
/// </summary>
sealed class Throttle(TimeProvider time)
{
    const int CreditsPerSecond = 1_000;
    static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    DateTimeOffset refilledAt = time.GetUtcNow();
    long credits = CreditsPerSecond;

    public static readonly Refusal Busy = new(Refusal.ServerBusy,
        "The request was terminated because the namespace is being throttled. Error code: 50009. Please wait 2 seconds and try again.");

    public DateTimeOffset NextRefill => refilledAt + Period;

    public bool TryTake(int count)
    {
        Refill();
        if (credits <= 0)
            return false;
        credits -= count;
        return true;
    }

    public void Take(int count)
    {
        Refill();
        credits -= count;
    }

    void Refill()
    {
        var periods = (time.GetUtcNow() - refilledAt).Ticks / Period.Ticks;
        if (periods <= 0)
            return;
        refilledAt += Period * periods;
        credits = Math.Min(CreditsPerSecond, credits + CreditsPerSecond * periods);
    }
}
