using System.Diagnostics;
using Messaging.Benchmarks.Path;

namespace Messaging.Benchmarks.Presence;

/// <summary>Many devices of one user each; the first of them watch others.</summary>
sealed class PresenceLoad(World world, int devices, int watched, int watchers)
{
    static readonly ParallelOptions Some = new() { MaxDegreeOfParallelism = 32 };

    readonly Device[] _devices = new Device[devices];

    IEnumerable<Device> Watchers => _devices.Take(watchers);

    public async Task ConnectAsync()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, devices), Some, async (device, _) =>
        {
            var token = await world.TokenAsync($"p-{device}");
            var negotiated = await world.CallAsync(HttpMethod.Post, "/api/negotiate", token);
            var address = $"{negotiated.GetProperty("url").GetString()!.Replace("http", "ws", StringComparison.Ordinal)}&access_token={negotiated.GetProperty("accessToken").GetString()}";
            _devices[device] = new(new Uri(address));
            await _devices[device].ConnectAsync();
        });
    }

    /// <summary>Each watched user by five watchers; nobody watches a watcher.</summary>
    public Task WatchAsync() => Parallel.ForEachAsync(Enumerable.Range(0, watchers), Some, async (watcher, _) => await _devices[watcher].WatchAsync(
        Enumerable.Range(0, 5 * watched / watchers).Select(place => $"p-{watchers + (watcher * watched / watchers + place) % watched}")));

    /// <summary>The heartbeats of the time, each device's every half hour, evenly.</summary>
    public async Task RestAsync(TimeSpan time)
    {
        var since = Stopwatch.StartNew();
        var every = TimeSpan.FromMinutes(30) / devices;
        for (var sent = 0; since.Elapsed < time; sent++)
        {
            await _devices[sent % devices].HeartbeatAsync();
            if (every * sent - since.Elapsed is { Ticks: > 0 } early) await Task.Delay(early, TimeProvider.System);
        }
    }

    /// <summary>Everybody but the watchers drops at once, and comes back in any order at no more than this rate.</summary>
    public async Task<TimeSpan> StormAsync(double perSecond)
    {
        var dropped = _devices[watchers..];
        foreach (var device in dropped) device.Drop();
        var since = Stopwatch.StartNew();
        Random.Shared.Shuffle(dropped);
        var returning = 0;
        await Parallel.ForEachAsync(dropped, Some, async (device, ct) =>
        {
            if (TimeSpan.FromSeconds(Interlocked.Increment(ref returning) / perSecond) - since.Elapsed is { Ticks: > 0 } early) await Task.Delay(early, TimeProvider.System, ct);
            await device.ConnectAsync();
        });
        return since.Elapsed;
    }

    /// <summary>What all watchers were told so far.</summary>
    public (int Offline, int Online) Told => (Watchers.Sum(watcher => watcher.Told.Offline), Watchers.Sum(watcher => watcher.Told.Online));
}
