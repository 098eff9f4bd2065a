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
        var standings = await inbox.StandingsAsync(caller.Tenant, caller.User, ct);
        foreach (var id in memberships)
            if (standings.GetValueOrDefault(id, Standing.Start).Cursor is var cursor && await BelongsAsync(caller, id, cursor, ct) is { } right && right != cursor) cursors[id] = right;
        return new([.. memberships.Except(hints).Order(StringComparer.Ordinal)], [.. hints.Except(memberships).Order(StringComparer.Ordinal)], cursors);
    }

    /// <summary>Not beyond the log, which may have been restored from an older state, with the count that the log has there, and not before the user's
    /// last message, whose fact may have been lost.</summary>
    async Task<Cursor?> BelongsAsync(Caller caller, string id, Cursor cursor, CancellationToken ct)
    {
        if (await conversations.HeadAsync(caller.Tenant, id, ct) is not { } head) return null;
        var (seq, delivered) = (Math.Min(cursor.Seq, head.Seq), Math.Min(cursor.Delivered, head.Seq));
        if (await conversations.LastSaidAsync(caller.Tenant, id, caller.User, seq, ct) is var (said, count)) return new(said, count, delivered);
        var ordinal = seq == 0 ? 0 : seq == head.Seq ? head.Messages : (await conversations.EntryAsync(caller.Tenant, id, seq, ct))?.Ordinal ?? cursor.Ordinal;
        return new(seq, ordinal, delivered);
    }

    async Task MendAsync(Caller caller, InboxFaults faults, CancellationToken ct)
    {
        var change = new InboxChange(caller.Tenant, caller.User);
        foreach (var id in faults.Missing) change.Touch(id, removed: false);
        foreach (var id in faults.Left) change.Touch(id, removed: true);
        foreach (var id in faults.Cursors.Keys) change.Touch(id, removed: false);
        await inbox.WriteAsync(change, ct);
        var standings = await inbox.StandingsAsync(caller.Tenant, caller.User, ct);
        foreach (var (id, cursor) in faults.Cursors) await inbox.SetAsync(caller.Tenant, caller.User, id, row =>
        {
            cursor.WriteTo(row);
            if (cursor.Seq > standings.GetValueOrDefault(id, Standing.Start).Cursor.Seq) row.Marked(null);
        }, ct);
    }
}
