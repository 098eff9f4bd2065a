using Messaging.Contracts.Client;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Storage;

namespace Messaging.Sync;

/// <summary>Reads of conversations' logs, shared by all who ask for the same at the same time. What has expired is shown as deleted,
/// whether Route has come to it or not.</summary>
public sealed class LogReads(ConversationReader conversations, TimeProvider time)
{
    readonly SharedReads<(string Tenant, string Id), Head?> _heads =
        new(key => conversations.HeadAsync(key.Tenant, key.Id, CancellationToken.None));

    readonly SharedReads<(string Tenant, string Id, long From, long To), IReadOnlyList<Entry>> _ranges =
        new(key => conversations.EntriesAsync(key.Tenant, key.Id, key.From, key.To, CancellationToken.None));

    readonly SharedReads<(string Tenant, string Id, long Seq, int Most), (Head Head, IReadOnlyList<Entry> Entries)?> _rests =
        new(key => conversations.AfterAsync(key.Tenant, key.Id, key.Seq, key.Most, CancellationToken.None));

    public Task<Head?> HeadAsync(string tenant, string id, CancellationToken ct) => _heads.ReadAsync((tenant, id), ct);

    /// <summary>Entries with from ≤ seq ≤ to.</summary>
    public async Task<IReadOnlyList<Entry>> RangeAsync(string tenant, string id, long from, long to, CancellationToken ct) =>
        Now(await _ranges.ReadAsync((tenant, id, from, to), ct));

    public async Task<Entry?> EntryAsync(string tenant, string id, long seq, CancellationToken ct) =>
        (await conversations.EntryAsync(tenant, id, seq, ct))?.At(time.GetUtcNow());

    /// <summary>Everything after a seq and the head, in one read; null if it takes more than one.</summary>
    public async Task<(Head Head, IReadOnlyList<Entry> Entries)?> AfterAsync(string tenant, string id, long seq, int most, CancellationToken ct) =>
        await _rests.ReadAsync((tenant, id, seq, most), ct) is var (head, entries) ? (head, Now(entries)) : null;

    /// <summary>A conversation as a caller finds it, with everything after a seq if that is not null and not more than asked for. One read if the
    /// members are few, which only its reader gains by; of a large conversation the log is read for all who ask. Null if there is none.</summary>
    public async Task<MemberView?> ViewAsync(Caller caller, Hint hint, long? after, int most, CancellationToken ct)
    {
        var (tenant, id) = (caller.Tenant, hint.ConversationId);
        var view = hint.Large ? null
            : await conversations.ViewAsync(tenant, id, caller.User, after, most, ct) ?? await conversations.ViewAsync(tenant, id, caller.User, null, 0, ct);
        if (view is not null) return view.Rest is { } some ? view with { Rest = Now(some) } : view;

        var member = conversations.MemberAsync(tenant, id, caller.User, ct);
        if (after is { } seq && await AfterAsync(tenant, id, seq, most, ct) is var (head, rest)) return new(head, await member, rest);
        return await HeadAsync(tenant, id, ct) is { } alone ? new(alone, await member) : null;
    }

    IReadOnlyList<Entry> Now(IReadOnlyList<Entry> entries)
    {
        var now = time.GetUtcNow();
        return entries.Any(entry => entry.ExpiresAt <= now) ? [.. entries.Select(entry => entry.At(now))] : entries;
    }
}
