using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Queueing;

namespace Messaging.Presence;

/// <summary>
/// Has watched users' states evaluated, now or at a time. A few go at once; when many come within a second,
/// as devices do that lost their service, those of a quarter of a second share one queue message.
/// </summary>
public sealed class Touches(QueueSender queues, TimeProvider time)
{
    const int AtOncePerSecond = 10, UsersPerMessage = 500;

    /// <summary>Clocks of the queue and of the apps may differ by this much.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(250);

    /// <summary>The first of a crowd go alone, since nobody knows yet that it is one: they are looked at after those who were gathered.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    readonly Lock _gate = new();
    readonly Dictionary<DateTimeOffset, (List<PresenceTouched> Users, Task Sent)> _gathered = [];
    DateTimeOffset _second;
    int _sentInSecond;

    public Task NowAsync(string tenant, string user, CancellationToken ct) => SendAsync(new(tenant, user), due: default, TimeSpan.Zero, ct);

    /// <summary>At most half a second after the time.</summary>
    public Task AtAsync(PresenceTouched user, DateTimeOffset at, CancellationToken ct) => SendAsync(user, Rounded(at), TimeSpan.Zero, ct);

    /// <summary>Within three and a half seconds after a device counts as away; after one second and a half if it is one of many.</summary>
    public Task WhenLeftAsync(string tenant, string user, DateTimeOffset leaveAt, CancellationToken ct) =>
        SendAsync(new(tenant, user), Rounded(leaveAt + Margin), Patience, ct);

    Task SendAsync(PresenceTouched touched, DateTimeOffset due, TimeSpan alone, CancellationToken ct)
    {
        lock (_gate)
        {
            if (_gathered.TryGetValue(due, out var open) && open.Users.Count < UsersPerMessage)
            {
                open.Users.Add(touched);
                return open.Sent.WaitAsync(ct);
            }
            if (MayGoAtOnce()) return queues.SendAsync(Queues.Presence, touched, FactTypes.PresenceTouched, ct, due: due == default ? null : due + alone);

            List<PresenceTouched> users = [touched];
            var sent = GatherAsync(users, due);
            _gathered[due] = (users, sent);
            return sent.WaitAsync(ct);
        }
    }

    /// <summary>One caller's cancellation doesn't concern the others in the message.</summary>
    async Task GatherAsync(List<PresenceTouched> users, DateTimeOffset due)
    {
        await Task.Delay(Gathering, time);
        lock (_gate)
            if (_gathered.TryGetValue(due, out var open) && open.Users == users) _gathered.Remove(due);
        await queues.SendAsync(Queues.Presence, new PresencesTouched(users), FactTypes.PresencesTouched, CancellationToken.None, due: due == default ? null : due);
    }

    bool MayGoAtOnce()
    {
        var now = time.GetUtcNow();
        if (now - _second >= TimeSpan.FromSeconds(1)) (_second, _sentInSecond) = (now, 0);
        return ++_sentInSecond <= AtOncePerSecond;
    }

    /// <summary>Up to the next half second, so that neighbours meet.</summary>
    static DateTimeOffset Rounded(DateTimeOffset at) =>
        new((at.UtcTicks + TimeSpan.TicksPerSecond / 2 - 1) / (TimeSpan.TicksPerSecond / 2) * (TimeSpan.TicksPerSecond / 2), TimeSpan.Zero);
}
