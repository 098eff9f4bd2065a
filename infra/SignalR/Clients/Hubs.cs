using System.Collections.Concurrent;

namespace Messaging.SignalR.Clients;

/// <summary>All hubs; one comes into being when somebody names it.</summary>
sealed class Hubs : IDisposable
{
    static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);

    readonly ConcurrentDictionary<string, Lazy<HubClients>> hubs = [];
    readonly UserGroupFile? file;
    readonly TimeProvider time;
    readonly ITimer sweep;

    public Hubs(SignalRServerOptions options, TimeProvider time)
    {
        this.time = time;
        file = options.Data is null ? null : new UserGroupFile(options.Data);
        sweep = time.CreateTimer(_ => Sweep(), null, SweepEvery, SweepEvery);
    }

    public HubClients Get(string hub) =>
        hubs.GetOrAdd(hub, name => new(() => new HubClients(new UserGroups(name, file, time), time))).Value;

    public void Dispose()
    {
        sweep.Dispose();
        file?.Dispose();
    }

    void Sweep()
    {
        foreach (var hub in hubs.Values) hub.Value.Sweep();
    }
}
