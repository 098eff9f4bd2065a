using Messaging.Plumbing.Storage;

namespace Messaging.Unit.Sync;

public sealed class When_a_member_looks_by_one_read : IAsyncLifetime
{
    readonly SyncWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        await _world.HasConversationAsync("c", ["ada", "bob", "zoe"], messages: 9);
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Theory, InlineData("ada"), InlineData("bob"), InlineData("zoe")]
    public async Task Entries_head_and_the_own_row_come_whoever_sorts_before_and_after(string user)
    {
        var before = _world.Counters.Transactions;

        var view = await ViewAsync(user, after: 7, most: 50);

        Assert.Equal((10, user), (view!.Head.Seq, view.Member!.User));
        Assert.Equal([8L, 9, 10], view.Rest!.Select(entry => entry.Seq));
        Assert.Equal(1, _world.Counters.Transactions - before);
    }

    [Theory, InlineData("a"), InlineData("bobby"), InlineData("zz")]
    public async Task Who_is_no_member_gets_no_row_of_another(string user) => Assert.Null((await ViewAsync(user, after: 10, most: 50))!.Member);

    [Fact]
    public async Task As_many_entries_as_asked_for_come_and_one_more_is_too_many()
    {
        Assert.Equal(3, (await ViewAsync("bob", after: 7, most: 3))!.Rest!.Count);
        Assert.Null(await ViewAsync("bob", after: 6, most: 3));
    }

    [Fact]
    public async Task Rows_between_head_and_members_are_passed_over()
    {
        await _world.PutAsync("c", partition => new Mark(Keys.Invitation("ida"), "ada", _world.Time.GetUtcNow(), 0).Row(partition));
        await _world.PutAsync("c", partition => new Mark(Keys.Block("bob"), "ada", _world.Time.GetUtcNow(), 0).Row(partition));

        Assert.Equal("bob", (await ViewAsync("bob", after: null, most: 0))!.Member!.User);
    }

    [Fact]
    public async Task A_log_that_grows_between_entries_and_head_is_not_taken_for_whole()
    {
        var head = await _world.Conversations.HeadAsync(SyncWorld.Tenant, "c", default);
        await _world.PutAsync("c", partition => (head! with { Seq = 12 }).Row(partition));

        Assert.Null(await ViewAsync("bob", after: 7, most: 50));
        Assert.Equal(12, (await ViewAsync("bob", after: null, most: 0))!.Head.Seq);
    }

    [Fact]
    public async Task Of_a_conversation_that_is_not_there_nothing_comes() =>
        Assert.Null(await _world.Conversations.ViewAsync(SyncWorld.Tenant, "none", "bob", null, 0, default));

    Task<MemberView?> ViewAsync(string user, long? after, int most) => _world.Conversations.ViewAsync(SyncWorld.Tenant, "c", user, after, most, default);
}
