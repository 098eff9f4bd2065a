using System.Collections.Concurrent;
using Messaging.Contracts.Client;
using Microsoft.Extensions.Options;

namespace Messaging.Presence;

/// <summary>Many users' states as one viewer may see them.</summary>
public sealed class States(Stamps stamps, IOptions<PresenceOptions> options, TimeProvider time)
{
    /// <summary>In the order given, each once.</summary>
    public Task<PresenceList> ReadAsync(string tenant, string viewer, IEnumerable<string> users, CancellationToken ct) => OfAsync(users, async (user, stop) =>
        (await stamps.ReadAsync(tenant, user, stop)).ToEvent(viewer, time.GetUtcNow(), options.Value), ct);

    /// <summary>Asks for each user beside the others.</summary>
    public async Task<PresenceList> OfAsync(IEnumerable<string> users, Func<string, CancellationToken, Task<PresenceEvent>> ask, CancellationToken ct)
    {
        var distinct = users.Distinct().ToList();
        var states = new ConcurrentDictionary<string, PresenceEvent>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel, CancellationToken = ct };
        await Parallel.ForEachAsync(distinct, parallel, async (user, stop) => states[user] = await ask(user, stop));
        return new([.. distinct.Select(user => states[user])]);
    }
}
