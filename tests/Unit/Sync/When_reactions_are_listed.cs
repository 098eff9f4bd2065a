using Messaging.Contracts.Client;
using Messaging.Plumbing.Storage;

namespace Messaging.Unit.Sync;

public sealed class When_reactions_are_listed : IAsyncLifetime
{
    static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    readonly SyncWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        await _world.HasConversationAsync("c", ["ada"], messages: 2);
        foreach (var (seq, user, reaction) in new[] { (2L, "ada", "👍"), (2L, "ada", "🎉"), (2L, "bo b", "👍"), (2L, "cat", "🎉"), (3L, "ada", "👍") })
            await _world.PutAsync("c", new Mark(Keys.Reaction(seq, user, reaction), user, Noon, 9).Row);
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(100)]
    public async Task Each_comes_once_whatever_the_page(int limit)
    {
        Assert.Equal(["ada 🎉", "ada 👍", "bo b 👍", "cat 🎉"], (await AllAsync($"?limit={limit}")).Order(StringComparer.Ordinal).Order());
        Assert.Equal(["ada 👍", "bo b 👍"], await AllAsync($"?limit={limit}&reaction={Uri.EscapeDataString("👍")}"));
    }

    [Fact]
    public async Task A_deleted_message_has_none_and_what_is_no_message_is_not_found()
    {
        await _world.PutAsync("c", new Entry
        {
            Seq = 2,
            Ordinal = 1,
            Kind = EntryKinds.Message,
            Sender = "ada",
            ClientMessageId = "m2",
            Time = Noon,
            DeletedAt = Noon,
        }.Row);
        Assert.Empty(await AllAsync("?limit=9"));
        foreach (var seq in new long[] { 1, 99 })
            Assert.Equal(404, (await _world.ListReactions.RunAsync(SyncWorld.Request("ada"), "c", seq, default)).Status());
    }

    async Task<List<string>> AllAsync(string query)
    {
        var all = new List<string>();
        for (var next = ""; next is not null;)
        {
            var page = (await _world.ListReactions.RunAsync(SyncWorld.Request("ada", query + next), "c", 2, default)).Body<ReactionPage>();
            all.AddRange(page.Reactions.Select(one => $"{one.User} {one.Reaction}"));
            next = page.Next is { } after ? $"&after={Uri.EscapeDataString(after)}" : null;
        }
        return all;
    }
}
