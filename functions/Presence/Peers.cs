using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Queueing;
using Microsoft.Extensions.Options;

namespace Messaging.Presence;

/// <summary>
/// The other stamps; without any, nothing of this does anything. A fact for a peer goes on the own queue first, as a message of its own with
/// the peer's name as application property <c>stamp</c>, and from there to the peer: one that can't be reached holds up that message alone.
/// </summary>
public sealed class Peers(IEnumerable<Peer> peers, QueueSender queues, Ids ids, IOptions<PeersOptions> options)
{
    const string Address = "stamp";

    /// <summary>Above it, those who are touched at the same time share a message.</summary>
    const int Alone = 10;

    readonly Dictionary<string, Peer> _all = peers.ToDictionary(peer => peer.Name);

    public bool Any => _all.Count > 0;

    /// <summary>Of this stamp.</summary>
    public string Here => options.Value.Stamp;

    /// <summary>What the peers know of a user, in parallel.</summary>
    public Task<UserPresence[]> ReadAsync(string tenant, string user, CancellationToken ct) =>
        Task.WhenAll(_all.Values.Select(peer => peer.ReadAsync(tenant, user, ct)));

    /// <summary>Finds out which of those that were away are back: of reads at the same time only one asks a stamp that is away, and the others would miss it.</summary>
    public Task ProbeAsync(CancellationToken ct) => ReadAsync(tenant: "", user: "", ct);

    /// <summary>Has every peer tell what happens there to these users.</summary>
    public async Task WatchedAsync(string tenant, IEnumerable<string> users, DateTimeOffset until, CancellationToken ct)
    {
        if (!Any) return;
        foreach (var part in users.Chunk(Limits.PresenceUsers)) await TellAllAsync(new PresenceWatched(tenant, part, Here, until), FactTypes.PresenceWatched, ct);
    }

    /// <summary>Passes on what happened here to users who are watched elsewhere. Who was touched alone goes on alone, for a storm is told by its company.</summary>
    public async Task TouchedAsync(string stamp, IReadOnlyCollection<PresenceTouched> users, bool crowd, CancellationToken ct)
    {
        var from = users.Select(user => user with { Stamp = Here });
        if (crowd || users.Count > Alone)
            foreach (var part in from.Chunk(Limits.PresenceUsers)) await TellAsync(stamp, new PresencesTouched(part), FactTypes.PresencesTouched, ct);
        else
            foreach (var user in from) await TellAsync(stamp, user, FactTypes.PresenceTouched, ct);
    }

    public Task BlockedAsync(BlockChanged change, CancellationToken ct) => TellAllAsync(change with { Stamp = Here }, FactTypes.BlockChanged, ct);

    /// <summary>The peer that a message is for; null for one that is for this stamp.</summary>
    public static string? AddresseeOf(ServiceBusReceivedMessage message) => message.ApplicationProperties.GetValueOrDefault(Address) as string;

    /// <summary>To its addressee; who is no longer a peer gets nothing.</summary>
    /// <exception cref="TimeoutException">It can't be reached.</exception>
    public async Task ForwardAsync(ServiceBusReceivedMessage message, CancellationToken ct)
    {
        if (!_all.TryGetValue(AddresseeOf(message)!, out var peer)) return;
        var copy = new ServiceBusMessage(message);
        foreach (var own in new[] { Address, RetryLater.Attempt, RetryLater.FirstSeen }) copy.ApplicationProperties.Remove(own);
        await peer.SendAsync(copy, ct);
    }

    Task TellAllAsync<T>(T fact, string type, CancellationToken ct) => Task.WhenAll(_all.Keys.Select(stamp => TellAsync(stamp, fact, type, ct)));

    Task TellAsync<T>(string stamp, T fact, string type, CancellationToken ct)
    {
        var message = Envelope.Wrap(fact, type, source: AppDomain.CurrentDomain.FriendlyName, ids.New());
        message.ApplicationProperties[Address] = stamp;
        return queues.SendAsync(Queues.Presence, message, ct);
    }
}
