using Messaging.Plumbing.Storage;

namespace Messaging.Unit.Sync;

public sealed class When_a_removal_is_overtaken(SyncWorld world) : IClassFixture<SyncWorld>
{
    [Fact]
    public async Task By_a_new_joining_the_conversation_stays_listed()
    {
        await world.HasConversationAsync("back", ["ada"], messages: 0);
        await world.TouchAsync("back", "ada");
        await world.TouchAsync("back", "ada", removed: true);

        var hint = Assert.Single(await HintsAsync("ada"), hint => hint.ConversationId == "back");
        Assert.False(hint.Removed);
    }

    [Fact]
    public async Task By_nothing_the_conversation_is_gone()
    {
        await world.TouchAsync("left", "ada");
        await world.TouchAsync("left", "ada", removed: true);

        Assert.True(Assert.Single(await HintsAsync("ada"), hint => hint.ConversationId == "left").Removed);
    }

    [Fact]
    public async Task By_many_changes_of_mind_the_member_row_has_the_last_word()
    {
        for (var round = 0; round < 20; round++)
        {
            var rejoining = Task.Run(async () => { await world.JoinsAsync("torn", "bob"); await world.TouchAsync("torn", "bob"); });
            await Task.WhenAll(world.TouchAsync("torn", "bob", removed: true), rejoining, world.TouchAsync("torn", "bob", removed: true));
            Assert.False(Assert.Single(await HintsAsync("bob")).Removed);
            await world.LeavesAsync("torn", "bob");
        }
    }

    Task<IReadOnlyList<Messaging.Sync.Hint>> HintsAsync(string user) => world.Inbox.HintsAsync(SyncWorld.Tenant, user, null, default);
}
