using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;

namespace Messaging.Unit.Sync;

public sealed class When_a_user_lists_conversations : IAsyncLifetime
{
    readonly SyncWorld _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Unread_counts_messages_after_the_cursor()
    {
        await _world.HasConversationAsync("c", ["ada", "bob"], messages: 3);
        await _world.TouchAsync("c", "bob");
        Assert.Equal(3, Assert.Single(await ListAsync("bob")).Unread);

        await _world.MoveCursor.RunAsync(SyncWorld.Request("bob", body: """{"seq":3}"""), "c", default);

        var listed = Assert.Single(await ListAsync("bob"));
        Assert.Equal((1, 3, 4), (listed.Unread, listed.ReadSeq, listed.Seq));
    }

    [Fact]
    public async Task The_latest_activity_comes_first()
    {
        await _world.HasConversationAsync("old", ["ada"], messages: 1);
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await _world.HasConversationAsync("new", ["ada"], messages: 1);
        await _world.TouchAsync("new", "ada");
        await _world.TouchAsync("old", "ada");

        Assert.Equal(["new", "old"], (await ListAsync("ada")).Select(one => one.ConversationId));
    }

    [Fact]
    public async Task A_direct_conversation_names_the_other()
    {
        await _world.HasConversationAsync("d", ["ada", "bob"], messages: 1, ConversationKinds.Direct);
        await _world.TouchAsync("d", "ada");
        await _world.TouchAsync("d", "bob");

        Assert.Equal("bob", Assert.Single(await ListAsync("ada")).With);
        Assert.Equal("ada", Assert.Single(await ListAsync("bob")).With);
    }

    [Fact]
    public async Task A_hint_without_membership_shows_nothing()
    {
        await _world.HasConversationAsync("secret", ["ada"], messages: 1);
        await _world.TouchAsync("secret", "eve");

        Assert.Empty(await ListAsync("eve"));
    }

    [Fact]
    public async Task The_list_holds_those_touched_last()
    {
        _world.Options.Conversations = 2;
        foreach (var id in new[] { "a", "b", "c" })
        {
            await _world.HasConversationAsync(id, ["ada"], messages: 1);
            await _world.TouchAsync(id, "ada");
            _world.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["c", "b"], (await ListAsync("ada")).Select(one => one.ConversationId));
    }

    [Fact]
    public async Task Ids_with_separators_and_forbidden_characters_are_themselves()
    {
        const string id = "a|b/c#d?e%f~g", user = "o'neil|x@y/z";
        await _world.HasConversationAsync(id, [user], messages: 1);
        await _world.TouchAsync(id, user);

        Assert.Equal(id, Assert.Single(await ListAsync(user)).ConversationId);
    }

    [Fact]
    public async Task Without_a_token_the_answer_is_401() =>
        Assert.Equal(401, (await _world.ListConversations.RunAsync(SyncWorld.Request(null), default)).Status());

    async Task<IReadOnlyList<ConversationSummary>> ListAsync(string user) =>
        (await _world.ListConversations.RunAsync(SyncWorld.Request(user), default)).Body<ConversationList>().Conversations;
}
