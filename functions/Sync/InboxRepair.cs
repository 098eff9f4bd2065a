using Messaging.Contracts.Client;
using Messaging.Plumbing;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Storage;

namespace Messaging.Sync;

/// <summary>Compares a user's inbox with the conversations, and makes it equal.</summary>
public sealed class InboxRepair(Inbox inbox, ConversationReader conversations, TimeProvider time) : IDisposable
{
    const int Remembered = 10_000;

    readonly Recently<Caller> _repaired = new(TimeSpan.FromMinutes(1), Remembered, time);

    /// <summary>Null if this instance repaired the inbox within the last minute.</summary>
    public async Task<InboxRepaired?> RunAsync(Caller caller, CancellationToken ct)
    {
        if (_repaired.Contains(caller)) return null;
        _repaired.Add(caller);
        var memberships = await conversations.MembershipsAsync(caller.Tenant, caller.User, ct);
        var faults = await FindAsync(caller, memberships, ct);
        if (!faults.None) await MendAsync(caller, faults, ct);
        return new()
        {
            Conversations = memberships.Count,
            Missing = faults.Missing,
            Left = faults.Left,
            Cursors = [.. faults.Cursors.Keys.Order(StringComparer.Ordinal)],
            Proven = faults.None || (await FindAsync(caller, memberships, ct)).None,
        };
    }

    public void Dispose() => _repaired.Dispose();

    async Task<InboxFaults> FindAsync(Caller caller, IReadOnlySet<string> memberships, CancellationToken ct)
    {
        var hints = (await inbox.HintsAsync(caller.Tenant, caller.User, since: null, ct)).OfMembers().Select(hint => hint.ConversationId).ToHashSet();
        var cursors = new Dictionary<string, Cursor>();
        foreach (var (id, standing) in await inbox.StandingsAsync(caller.Tenant, caller.User, ct))
            if (memberships.Contains(id) && await BelongsAsync(caller.Tenant, id, standing.Cursor, ct) is { } right && right != standing.Cursor) cursors[id] = right;
        return new([.. memberships.Except(hints).Order(StringComparer.Ordinal)], [.. hints.Except(memberships).Order(StringComparer.Ordinal)], cursors);
    }

    /// <summary>Not beyond the log, which may have been restored from an older state, and with the count that the log has there.</summary>
    async Task<Cursor?> BelongsAsync(string tenant, string id, Cursor cursor, CancellationToken ct)
    {
        if (await conversations.HeadAsync(tenant, id, ct) is not { } head) return null;
        var seq = Math.Min(cursor.Seq, head.Seq);
        var ordinal = seq == 0 ? 0 : seq == head.Seq ? head.Messages : (await conversations.EntryAsync(tenant, id, seq, ct))?.Ordinal ?? cursor.Ordinal;
        return new(seq, ordinal, Math.Min(cursor.Delivered, head.Seq));
    }

    async Task MendAsync(Caller caller, InboxFaults faults, CancellationToken ct)
    {
        var change = new InboxChange(caller.Tenant, caller.User);
        foreach (var id in faults.Missing) change.Touch(id, removed: false);
        foreach (var id in faults.Left) change.Touch(id, removed: true);
        foreach (var id in faults.Cursors.Keys) change.Touch(id, removed: false);
        await inbox.WriteAsync(change, ct);
        foreach (var (id, cursor) in faults.Cursors) await inbox.SetAsync(caller.Tenant, caller.User, id, cursor.WriteTo, ct);
    }
}
