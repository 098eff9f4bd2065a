using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Messaging.Route.Lane;

/// <summary>The lanes that this process has, as far as it knows. Its memory is empty after a crash: that makes the deadly
/// message the first of the next hold, and only the first needs to be counted.</summary>
public sealed class LaneHolds(IOptions<RouteOptions> options, TimeProvider time)
{
    readonly ConcurrentDictionary<string, long> _since = new();

    readonly TimeSpan _longest = TimeSpan.FromSeconds(options.Value.HoldSeconds);

    /// <summary>True when another process may have had the lane since this one last looked.</summary>
    public bool IsNew(string lane)
    {
        if (_since.TryGetValue(lane, out var since)) return time.GetElapsedTime(since) >= _longest;
        _since[lane] = time.GetTimestamp();
        return true;
    }

    /// <summary>What comes back after a failure is counted again, and stays alone if it is under suspicion.</summary>
    public void Forget(string lane) => _since.TryRemove(lane, out _);

    /// <summary>True when it is time to let another instance have the lane; the hold is then forgotten.</summary>
    public bool IsOver(string lane) =>
        _since.TryGetValue(lane, out var since) && time.GetElapsedTime(since) >= _longest && _since.TryRemove(lane, out _);
}
