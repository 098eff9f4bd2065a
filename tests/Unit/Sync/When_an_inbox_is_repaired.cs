using Messaging.Contracts.Client;
using Messaging.Plumbing.Storage;
using Messaging.Sync;

namespace Messaging.Unit.Sync;

public sealed class When_an_inbox_is_repaired : IAsyncLifetime
{
    readonly SyncWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        foreach (var id in new[] { "a", "b|c/d", "e" }) await _world.HasConversationAsync(id, ["ada", "bob"], messages: 3);
        foreach (var id in new[] { "a", "b|c/d", "e" }) await _world.TouchAsync(id, "bob");
        await _world.HasConversationAsync("others", ["ada"], messages: 1);
        await _world.MoveCursor.RunAsync(SyncWorld.Request("bob", body: """{"seq":3}"""), "a", default);
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_right_one_stays_as_it_is()
    {
        var repaired = await RepairAsync();
        Assert.Equal((3, 0, 0, 0, true), (repaired.Conversations, repaired.Missing.Count, repaired.Left.Count, repaired.Cursors.Count, repaired.Proven));
    }

    [Fact]
    public async Task One_that_was_lost_is_found_again()
    {
        await LoseAsync("t|");
        Assert.Empty((await _world.SyncAsync("bob", new())).Changed);

        var repaired = await RepairAsync();
        Assert.Equal(["a", "b|c/d", "e"], repaired.Missing);
        Assert.True(repaired.Proven);
        Assert.Equal(3, (await _world.SyncAsync("bob", new())).Changed.Count);
    }

    [Fact]
    public async Task A_conversation_that_was_left_goes()
    {
        await _world.LeavesAsync("e", "bob");
        Assert.Equal(["e"], (await RepairAsync()).Left);
        Assert.True((await _world.Inbox.HintsAsync(SyncWorld.Tenant, "bob", null, default)).Single(hint => hint.ConversationId == "e").Removed);
    }

    [Theory]
    [InlineData(9, 8, 9, 4, 3)]
    [InlineData(2, 2, 7, 2, 1)]
    public async Task A_cursor_that_does_not_lie_in_the_log_goes_where_it_belongs(long seq, long ordinal, long delivered, long rightSeq, long rightOrdinal)
    {
        var partition = Keys.Partition(SyncWorld.Tenant, "bob");
        await _world.Table(TableNames.Inbox).UpsertEntityAsync(new Azure.Data.Tables.TableEntity(partition, "c|e")
        {
            ["Seq"] = seq,
            ["Ordinal"] = ordinal,
            ["Delivered"] = delivered,
        });

        Assert.Equal(["e"], (await RepairAsync()).Cursors);
        Assert.Equal(new Cursor(rightSeq, rightOrdinal, 4), (await _world.Inbox.StandingAsync(SyncWorld.Tenant, "bob", "e", default)).Cursor);
    }

    /// <summary>As after the loss of a queue with the facts that would have moved the cursors of those who wrote.</summary>
    [Theory, InlineData(null), InlineData(2)]
    public async Task What_the_user_wrote_last_is_read(int? markedFrom)
    {
        if (markedFrom is { } from) await _world.SetPreferences.RunAsync(SyncWorld.Request("ada", body: $$"""{"unreadFrom":{{from}}}"""), "e", default);

        Assert.Contains("e", (await _world.RepairInbox.RunAsync(SyncWorld.Request("ada"), default)).Body<InboxRepaired>().Cursors);

        var standing = await _world.Inbox.StandingAsync(SyncWorld.Tenant, "ada", "e", default);
        Assert.Equal((new Cursor(4, 3), null), (standing.Cursor, standing.Unread));
    }

    [Fact]
    public async Task Twice_within_a_minute_it_is_refused()
    {
        await RepairAsync();
        Assert.Equal(429, (await _world.RepairInbox.RunAsync(SyncWorld.Request("bob"), default)).Status());
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await RepairAsync();
    }

    async Task LoseAsync(string prefix)
    {
        var table = _world.Table(TableNames.Inbox);
        await foreach (var row in table.QueryAsync<Azure.Data.Tables.TableEntity>())
            if (row.RowKey.StartsWith(prefix, StringComparison.Ordinal)) await table.DeleteEntityAsync(row.PartitionKey, row.RowKey);
    }

    async Task<InboxRepaired> RepairAsync() => (await _world.RepairInbox.RunAsync(SyncWorld.Request("bob"), default)).Body<InboxRepaired>();
}
