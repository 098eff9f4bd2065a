using Messaging.Contracts.Client;
using Messaging.Plumbing.Storage;

namespace Messaging.Unit.Sync;

public sealed class When_unread_is_counted : IAsyncLifetime
{
    readonly SyncWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        var head = await _world.HasConversationAsync("c", ["ada", "bob"], messages: 9);
        await _world.Table(TableNames.Conversations).UpsertEntityAsync((head with { LastMention = 9 }).Row(Partition));
        foreach (var (user, seq) in new (string, long)[] { ("bob", 3), ("bob", 9), ("*", 5), ("ada", 6), ("bo", 4), ("bobby", 4) })
            await _world.Table(TableNames.Conversations).UpsertEntityAsync(new Mark(Keys.Mention(user, seq), "ada", head.LastTime, seq).Row(Partition));
        await _world.TouchAsync("c", "bob");
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(0, 9, 3), InlineData(3, 7, 2), InlineData(5, 5, 1), InlineData(9, 1, 0), InlineData(10, 0, 0)]
    public async Task Mentions_of_the_user_and_of_everyone_after_the_cursor_are_counted_too(int readSeq, long unread, int mentions)
    {
        if (readSeq > 0) await _world.MoveCursor.RunAsync(SyncWorld.Request("bob", body: $$"""{"seq":{{readSeq}}}"""), "c", default);
        var mine = await SummaryAsync();
        Assert.Equal((unread, mentions), (mine.Unread, mine.UnreadMentions));
    }

    [Fact]
    public async Task What_was_before_the_user_joined_is_not_unread()
    {
        await _world.Table(TableNames.Conversations).UpsertEntityAsync(
            new Member("bob", "member", _world.Time.GetUtcNow(), _world.Time.GetUtcNow()) { JoinedOrdinal = 5, JoinedSeq = 6 }.Row(Partition));
        var mine = await SummaryAsync();
        Assert.Equal((4, 1), (mine.Unread, mine.UnreadMentions));
    }

    [Fact]
    public async Task Who_has_read_the_last_mention_costs_no_read()
    {
        await _world.MoveCursor.RunAsync(SyncWorld.Request("bob", body: """{"seq":9}"""), "c", default);
        var before = _world.Counters.Transactions;
        await SummaryAsync();

        const int hints = 1, standings = 1, conversation = 1;
        Assert.Equal(hints + standings + conversation, _world.Counters.Transactions - before);
    }

    static string Partition => Keys.Partition(SyncWorld.Tenant, "c");

    async Task<ConversationSummary> SummaryAsync() =>
        Assert.Single((await _world.ListConversations.RunAsync(SyncWorld.Request("bob"), default)).Body<ConversationList>().Conversations);
}
