namespace Messaging.Presence;

/// <summary>
/// Many who leave within seconds have lost their service, not interest. The service lets some 400 connections a second in
/// (azure-signalr#1282), so that 10,000 need half a minute to be back: they are given another 40 s before watchers are told.
/// </summary>
public sealed class Storms(TimeProvider time)
{
    /// <summary>Users leaving within <see cref="Window"/> from which on it is a storm.</summary>
    const int Many = 20;

    /// <summary>15 s leave delay and this stay well below the 75 s that watchers are promised.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(40);

    static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    readonly Lock _gate = new();
    DateTimeOffset _since, _until;
    int _leaving;

    /// <param name="users">Who were online until now.</param>
    /// <param name="crowd">Whether they were touched together with many, which is a storm from the first on.</param>
    public void Leaving(int users, bool crowd)
    {
        if (users == 0) return;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (now - _since > Window) (_since, _leaving) = (now, 0);
            _leaving += users;
            if (crowd || _leaving >= Many) _until = now + Grace;
        }
    }

    /// <summary>When to look again at one who left at this time; null if it is to be told now.</summary>
    public DateTimeOffset? HeldUntil(DateTimeOffset leftAt, DateTimeOffset now)
    {
        lock (_gate) return now < _until && now < leftAt + Grace ? leftAt + Grace + Touches.Margin : null;
    }
}
