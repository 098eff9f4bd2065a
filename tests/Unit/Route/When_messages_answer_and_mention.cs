using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Storage;

namespace Messaging.Unit.Route;

public class When_messages_answer_and_mention : IAsyncLifetime
{
    readonly RouteWorld _world = new();

    [Theory, InlineData(true), InlineData(false)]
    public async Task An_answer_to_an_answer_belongs_to_the_same_thread(bool together)
    {
        await RouteAsync(together, Some.Group("ann", "bob"), Some.Message("ann", "root"), Answer("bob", "a1", to: 2), Answer("ann", "a2", to: 3));

        var log = await _world.LogAsync();
        Assert.Equal(2, log[1].Replies);
        Assert.Equal([(2L, 2L), (3L, 2L)], log.Skip(2).Select(it => (it.ReplyTo!.Value, it.Thread!.Value)));
        Assert.Equal([3L, 4L], (await MarksAsync("t|0000000000000000002|")).Select(mark => mark.Seq));
    }

    [Theory, InlineData(1), InlineData(9), InlineData(3)]
    public async Task Only_a_message_that_is_there_can_be_answered(long to)
    {
        await RouteAsync(true, Some.Group("ann", "bob"), Some.Message("ann", "m"), Some.Message("ann", "gone"), Some.Deletion("ann", "d", 3), Answer("bob", "a", to));

        Assert.Equal(("a", RejectionReasons.TargetGone), _world.Queue.Rejections.Select(it => (it.ClientMessageId, it.Reason)).Single());
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Mentions_follow_the_text_through_edits_to_its_deletion(bool together)
    {
        await RouteAsync(together, Some.Group("ann", "bob", "cid"), Some.Message("ann", "m") with { Mentions = ["bob"] });
        Assert.Equal((1, 0), (await CountAsync("bob"), await CountAsync("cid")));
        Assert.Equal(2, (await _world.HeadAsync())!.LastMention);

        await RouteAsync(together, Some.Edit("ann", "e", 2, "x") with { Mentions = ["cid"] });
        Assert.Equal((0, 1), (await CountAsync("bob"), await CountAsync("cid")));

        await RouteAsync(together, Some.Edit("ann", "e2", 2, "x") with { Mentions = ["*"] }, Some.Deletion("ann", "d", 2));
        Assert.Equal((0, 0), (await CountAsync("bob"), await CountAsync("cid")));
    }

    [Fact]
    public async Task Everyone_is_mentioned_by_one_row()
    {
        await RouteAsync(true, Some.Group("ann", "bob", "cid"), Some.Message("ann", "m") with { Mentions = ["*"] }, Some.Message("ann", "n") with { Mentions = ["bob"] });

        Assert.Equal((2, 1), (await CountAsync("bob"), await CountAsync("cid")));
        Assert.Equal(1, await _world.Reader.MentionsAfterAsync(Some.Tenant, Some.Conversation, "bob", seq: 2, most: 100, default));
    }

    [Fact]
    public async Task Nobody_else_than_a_member_can_be_mentioned()
    {
        await RouteAsync(true, Some.Group("ann", "bob"), Some.Message("ann", "m") with { Mentions = ["bob", "eve"] });

        Assert.Equal(RejectionReasons.MentionsNoMember, Assert.Single(_world.Queue.Rejections).Reason);
    }

    static Command Answer(string sender, string id, long to) => Some.Message(sender, id) with { ReplyTo = to };

    Task<int> CountAsync(string user) => _world.Reader.MentionsAfterAsync(Some.Tenant, Some.Conversation, user, seq: 0, most: 100, default);

    Task<IReadOnlyList<Mark>> MarksAsync(string prefix) => _world.Reader.MarksAsync(Some.Tenant, Some.Conversation, prefix, most: 100, default);

    async Task RouteAsync(bool together, params Command[] commands)
    {
        var route = _world.NewInstance();
        if (together) await route.RouteAsync(commands);
        else foreach (var command in commands) await route.RouteAsync(command);
    }

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();
}
