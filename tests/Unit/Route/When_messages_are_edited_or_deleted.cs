using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;

namespace Messaging.Unit.Route;

public class When_messages_are_edited_or_deleted : IAsyncLifetime
{
    readonly RouteWorld _world = new();

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_page_shows_the_latest_text(bool together)
    {
        await RouteAsync(together, Some.Group("ann", "bob"), Some.Message("bob", "m"), Some.Edit("bob", "e1", 2, "first"), Some.Edit("bob", "e2", 2, "second"));

        var log = await _world.LogAsync();
        Assert.Equal(("second", log[3].Time), (log[1].Text, log[1].EditedAt));
        Assert.Equal((EntryKinds.MessageEdited, null, 2L), (log[2].Kind, log[2].Text, log[2].Target));
        Assert.Equal((EntryKinds.MessageEdited, "second", 2L), (log[3].Kind, log[3].Text, log[3].Target));
        Assert.Equal((4, 1), ((await _world.HeadAsync())!.Seq, (await _world.HeadAsync())!.Messages));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_deleted_text_is_in_no_row_any_more(bool together)
    {
        await RouteAsync(together, Some.Group("ann", "bob"), Some.Message("bob", "m", "secret"), Some.Edit("bob", "e1", 2, "secret 1"),
            Some.Edit("bob", "e2", 2, "secret 2"), Some.Deletion("ann", "d", 2));

        var log = await _world.LogAsync();
        Assert.All(log, entry => Assert.Null(entry.Text));
        Assert.Equal(log[4].Time, log[1].DeletedAt);
        Assert.Equal((EntryKinds.MessageDeleted, 2L), (log[4].Kind, log[4].Target));
        Assert.Equal(1, (await _world.HeadAsync())!.Messages);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_deleted_message_can_be_changed_no_more(bool together)
    {
        await RouteAsync(together, Some.Group("ann", "bob"), Some.Message("bob", "m"), Some.Deletion("bob", "d", 2),
            Some.Edit("bob", "e", 2, "again"), Some.Deletion("bob", "d2", 2));

        Assert.Equal([("e", RejectionReasons.TargetGone), ("d2", RejectionReasons.TargetGone)],
            _world.Queue.Rejections.Select(it => (it.ClientMessageId, it.Reason)));
    }

    [Theory]
    [InlineData("cid", 2, RejectionReasons.NotAllowed)]
    [InlineData("ann", 2, RejectionReasons.NotAllowed)]
    [InlineData("bob", 1, RejectionReasons.TargetGone)]
    [InlineData("bob", 7, RejectionReasons.TargetGone)]
    [InlineData("bob", 0, RejectionReasons.TargetGone)]
    [InlineData("bob", -1, RejectionReasons.TargetGone)]
    [InlineData("eve", 2, RejectionReasons.NotMember)]
    public async Task Nobody_edits_what_is_not_their_own_message(string sender, long target, string reason)
    {
        await RouteAsync(together: true, Some.Group("ann", "bob", "cid"), Some.Message("bob", "m"), Some.Edit(sender, "e", target, "x"));

        Assert.Equal(reason, Assert.Single(_world.Queue.Rejections).Reason);
        Assert.Equal("text of m", (await _world.LogAsync())[1].Text);
    }

    [Fact]
    public async Task Another_members_message_is_deleted_by_the_owner_only()
    {
        await RouteAsync(together: true, Some.Group("ann", "bob", "cid"), Some.Message("bob", "m"), Some.Deletion("cid", "d1", 2), Some.Deletion("ann", "d2", 2));

        Assert.Equal("d1", Assert.Single(_world.Queue.Rejections).ClientMessageId);
        Assert.NotNull((await _world.LogAsync())[1].DeletedAt);
    }

    async Task RouteAsync(bool together, params Command[] commands)
    {
        var route = _world.NewInstance();
        if (together) await route.RouteAsync(commands);
        else foreach (var command in commands) await route.RouteAsync(command);
    }

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();
}
