namespace Messaging.Presence;

/// <summary>What all stamps know of a user. A stamp is read by the others; each writes its own table only.</summary>
public sealed class Stamps(PresenceTable table, Peers peers)
{
    /// <summary>Of stamps that can't be read nothing is known, and <see cref="UserPresence.MissedSince"/> says so.</summary>
    public async Task<UserPresence> ReadAsync(string tenant, string user, CancellationToken ct)
    {
        var elsewhere = peers.ReadAsync(tenant, user, ct);
        var here = await table.ReadAsync(tenant, user, ct);
        return (await elsewhere).Aggregate(here, (known, other) => known.With(other));
    }
}
