using Azure;
using Azure.Data.Tables;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;

namespace Messaging.Sync;

/// <summary>Reads and writes users' inboxes.</summary>
public sealed class Inbox(TableServiceClient tables, ConversationReader conversations, TimeProvider time)
{
    const int RowsPerTransaction = 100, Tries = 10;

    readonly TableClient _table = tables.GetTableClient(TableNames.Inbox);

    /// <summary>Hints written at or after <paramref name="since"/>, and those of large conversations; all without it.</summary>
    public async Task<IReadOnlyList<Hint>> HintsAsync(string tenant, string user, DateTimeOffset? since, CancellationToken ct)
    {
        var touched = since is { } from ? TableClient.CreateQueryFilter($" and (Touched ge {from} or Large eq true)") : "";
        return await RangeAsync(tenant, user, InboxRows.Hints, InboxRows.AfterHints, touched, ct).Select(row => row.ToHint()).ToListAsync(ct);
    }

    public async Task<IReadOnlyDictionary<string, Standing>> StandingsAsync(string tenant, string user, CancellationToken ct) =>
        await RangeAsync(tenant, user, InboxRows.Standings, InboxRows.AfterStandings, "", ct)
            .ToDictionaryAsync(row => row.ConversationOf(), row => row.ToStanding(), cancellationToken: ct);

    public async Task<Standing> StandingAsync(string tenant, string user, string conversationId, CancellationToken ct) =>
        (await StandingRowAsync(Keys.Partition(tenant, user), conversationId, ct))?.ToStanding() ?? Standing.Start;

    /// <summary>Sets what is the user's to set: columns of the standing, and a hint for the user's other devices.</summary>
    public Task SetAsync(string tenant, string user, string conversationId, Action<TableEntity> set, CancellationToken ct)
    {
        var partition = Keys.Partition(tenant, user);
        var row = new TableEntity(partition, InboxRows.StandingKey(conversationId));
        set(row);
        return SubmitAsync([Merge(row), Merge(InboxRows.HintRow(partition, conversationId, time.GetUtcNow(), removed: false))], ct);
    }

    /// <summary>Hints are merged without condition, cursors only move forward.</summary>
    public async Task WriteAsync(InboxChange change, CancellationToken ct)
    {
        for (var attempt = 1; !await TryWriteAsync(change, last: attempt == Tries, ct); attempt++) { }
        foreach (var conversation in change.Removed) await SettleRemovalAsync(change, conversation, ct);
    }

    /// <summary>Conversations to which the user was invited, and may have joined since.</summary>
    public async Task<IReadOnlyList<Invited>> InvitedAsync(string tenant, string user, string? after, int most, CancellationToken ct) =>
        await RangeAsync(tenant, user, InboxRows.InvitationsAfter(after), InboxRows.AfterInvitations, "", ct).Take(most).Select(row => row.ToInvited()).ToListAsync(ct);

    /// <summary>Not if the user was invited again since it was read.</summary>
    public async Task ForgetAsync(string tenant, string user, Invited invited, CancellationToken ct)
    {
        var (partition, row) = (Keys.Partition(tenant, user), InboxRows.InvitationKey(invited.ConversationId));
        try { await _table.DeleteEntityAsync(partition, row, invited.ETag, ct); }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412) { }
    }

    public Task MarkLargeAsync(string tenant, string user, string conversationId, bool large, CancellationToken ct) =>
        MarkAsync(InboxRows.LargeRow(Keys.Partition(tenant, user), conversationId, large), ct);

    public Task MarkPlaceAsync(string tenant, string user, string conversationId, DateTimeOffset until, CancellationToken ct) =>
        MarkAsync(InboxRows.PlaceRow(Keys.Partition(tenant, user), conversationId, until), ct);

    /// <summary>Deletes the user's rows but those of conversations that the user joined, or was invited to, after the erasure.</summary>
    public Task EraseAsync(UserErased erased, CancellationToken ct)
    {
        var partition = Keys.Partition(erased.Tenant, erased.User);
        return _table.DeleteAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"),
            async (row, stop) => !(await BegunAsync(erased.Tenant, erased.User, row, stop) > erased.At), ct);
    }

    /// <summary>When the user came to what a row is about; null if it holds no longer.</summary>
    async Task<DateTimeOffset?> BegunAsync(string tenant, string user, TableEntity row, CancellationToken ct) =>
        row.RowKey.StartsWith(InboxRows.Invitations, StringComparison.Ordinal)
            ? (await conversations.MarkAsync(tenant, row.ConversationOf(), Keys.Invitation(user), ct))?.At
            : (await conversations.MemberAsync(tenant, row.ConversationOf(), user, ct))?.JoinedAt;

    /// <summary>A hint that has gone meanwhile, with its user, does not come back by a mark.</summary>
    async Task MarkAsync(TableEntity row, CancellationToken ct)
    {
        try { await _table.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Merge, ct); }
        catch (RequestFailedException gone) when (gone.Status is 404) { }
    }

    /// <summary>False if a cursor was moved by another at the same time.</summary>
    async Task<bool> TryWriteAsync(InboxChange change, bool last, CancellationToken ct)
    {
        var partition = Keys.Partition(change.Tenant, change.User);
        var moves = await Task.WhenAll(change.Cursors.Select(move => MoveAsync(partition, move.Key, move.Value, ct)));
        // Taken just before the write: whoever takes a sync token earlier finds the hint after it.
        var touched = time.GetUtcNow();
        var rows = change.Touched.Select(id => Merge(InboxRows.HintRow(partition, id, touched, removed: false)))
            .Concat(change.Invited.Select(id => Merge(InboxRows.InvitationRow(partition, id, touched)))).Concat(moves.OfType<TableTransactionAction>());
        try
        {
            foreach (var some in rows.Chunk(RowsPerTransaction)) await SubmitAsync(some, ct);
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.Status is 409 or 412 && !last)
        {
            return false;
        }
    }

    /// <summary>Null if the cursor is there already. Reading on ends the mark of what was to stay unread.</summary>
    async Task<TableTransactionAction?> MoveAsync(string partition, string conversationId, Cursor to, CancellationToken ct)
    {
        var stored = await StandingRowAsync(partition, conversationId, ct);
        var before = stored?.ToStanding().Cursor ?? Cursor.Start;
        var after = before.With(to);
        if (after == before) return null;

        var row = after.Row(partition, conversationId);
        if (after.Seq > before.Seq) row.Marked(null);
        return stored is null ? new(TableTransactionActionType.Add, row) : new(TableTransactionActionType.UpdateMerge, row, stored.ETag);
    }

    /// <summary>A removal and a later joining may arrive in either order, so the member row decides, and it is read again after the
    /// write: a hint that says removed is then always followed by the touch of a later joining.</summary>
    async Task SettleRemovalAsync(InboxChange change, string conversationId, CancellationToken ct)
    {
        var partition = Keys.Partition(change.Tenant, change.User);
        var member = await IsMemberAsync();
        bool written;
        do
        {
            written = member;
            await SubmitAsync([Merge(InboxRows.HintRow(partition, conversationId, time.GetUtcNow(), removed: !written))], ct);
            member = await IsMemberAsync();
        } while (member != written);

        async Task<bool> IsMemberAsync() => await conversations.MemberAsync(change.Tenant, conversationId, change.User, ct) is not null;
    }

    static TableTransactionAction Merge(TableEntity row) => new(TableTransactionActionType.UpsertMerge, row);

    Task SubmitAsync(TableTransactionAction[] rows, CancellationToken ct) => rows is [{ ActionType: TableTransactionActionType.UpsertMerge } one]
        ? _table.UpsertEntityAsync((TableEntity)one.Entity, TableUpdateMode.Merge, ct)
        : _table.SubmitTransactionAsync(rows, ct);

    async Task<TableEntity?> StandingRowAsync(string partition, string conversationId, CancellationToken ct)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(partition, InboxRows.StandingKey(conversationId), cancellationToken: ct);
        return found.HasValue ? found.Value : null;
    }

    AsyncPageable<TableEntity> RangeAsync(string tenant, string user, string from, string before, string condition, CancellationToken ct)
    {
        var partition = Keys.Partition(tenant, user);
        var range = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {before}");
        return _table.QueryAsync<TableEntity>(range + condition, cancellationToken: ct);
    }
}
