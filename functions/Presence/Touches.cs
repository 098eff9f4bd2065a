using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Queueing;

namespace Messaging.Presence;

/// <summary>Has a watched user's state evaluated, now or when a device will have left.</summary>
public sealed class Touches(QueueSender queues)
{
    /// <summary>Clocks of the queue and of the apps may differ by this much.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    public Task NowAsync(string tenant, string user, CancellationToken ct) =>
        queues.SendAsync(Queues.Presence, new PresenceTouched(tenant, user), FactTypes.PresenceTouched, ct);

    public Task WhenLeftAsync(string tenant, string user, DateTimeOffset leaveAt, CancellationToken ct) =>
        queues.SendAsync(Queues.Presence, new PresenceTouched(tenant, user), FactTypes.PresenceTouched, ct, due: leaveAt + Margin);
}
