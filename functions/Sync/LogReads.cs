using Messaging.Contracts.Client;
using Messaging.Plumbing.Storage;

namespace Messaging.Sync;

/// <summary>Reads of conversations' logs, shared by all who ask for the same at the same time.</summary>
public sealed class LogReads(ConversationReader conversations)
{
    readonly SharedReads<(string Tenant, string Id), Head?> _heads =
        new(key => conversations.HeadAsync(key.Tenant, key.Id, CancellationToken.None));

    readonly SharedReads<(string Tenant, string Id, long From, long To), IReadOnlyList<Entry>> _ranges =
        new(key => conversations.EntriesAsync(key.Tenant, key.Id, key.From, key.To, CancellationToken.None));

    readonly SharedReads<(string Tenant, string Id, long Seq, int Most), (Head Head, IReadOnlyList<Entry> Entries)?> _rests =
        new(key => conversations.AfterAsync(key.Tenant, key.Id, key.Seq, key.Most, CancellationToken.None));

    public Task<Head?> HeadAsync(string tenant, string id, CancellationToken ct) => _heads.ReadAsync((tenant, id), ct);

    /// <summary>Entries with from ≤ seq ≤ to.</summary>
    public Task<IReadOnlyList<Entry>> RangeAsync(string tenant, string id, long from, long to, CancellationToken ct) =>
        _ranges.ReadAsync((tenant, id, from, to), ct);

    /// <summary>Everything after a seq and the head, in one read; null if it takes more than one.</summary>
    public Task<(Head Head, IReadOnlyList<Entry> Entries)?> AfterAsync(string tenant, string id, long seq, int most, CancellationToken ct) =>
        _rests.ReadAsync((tenant, id, seq, most), ct);
}
