using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;

namespace Messaging.Unit.Route;

public class When_members_react_and_pin : IAsyncLifetime
{
    readonly RouteWorld _world = new();

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_reaction_counts_once_per_member(bool together)
    {
        await RouteAsync(together, Some.Group("ann", "bob"), Some.Message("ann", "m"),
            Reaction("ann", "r1", "👍"), Reaction("bob", "r2", "👍"), Reaction("bob", "r3", "👍"), Reaction("bob", "r4", "🎉"), NoReaction("ann", "r5", "👍"));

        var log = await _world.LogAsync();
        Assert.Equal([new("👍", 1), new("🎉", 1)], log[1].Reactions!);
        Assert.Equal(6, log.Count);
        Assert.Equal(["bob", "bob"], (await _world.Reader.MarksAsync(Some.Tenant, Some.Conversation, "r|", 100, default)).Select(mark => mark.By));
        Assert.Equal(log[^1].Seq, (await _world.HeadAsync())!.Seq);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_message_without_reactions_shows_none(bool together)
    {
        await RouteAsync(together, Some.Group("ann"), Some.Message("ann", "m"), Reaction("ann", "r1", "👍"), NoReaction("ann", "r2", "👍"));

        Assert.Null((await _world.LogAsync())[1].Reactions);
        Assert.Empty(await _world.Reader.MarksAsync(Some.Tenant, Some.Conversation, "r|", 100, default));
    }

    [Fact]
    public async Task One_kind_of_reaction_too_many_is_refused()
    {
        var all = Enumerable.Range(0, Limits.ReactionsPerMessage + 1).Select(i => Reaction("ann", $"r{i}", $":{i}:"));
        await RouteAsync(true, [Some.Group("ann"), Some.Message("ann", "m"), .. all]);

        Assert.Equal(RejectionReasons.TooMany, Assert.Single(_world.Queue.Rejections).Reason);
        Assert.Equal(Limits.ReactionsPerMessage, (await _world.LogAsync())[1].Reactions!.Count);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_pin_stays_until_it_is_taken_away_or_the_message_is_deleted(bool together)
    {
        await RouteAsync(together, Some.Group("ann"), Some.Message("ann", "m"), Some.Message("ann", "n"), Pin("p1", 2), Pin("p2", 3), Pin("p3", 3));
        Assert.Equal(2, await PinsAsync());
        Assert.Equal([2L, 3L], (await _world.LogAsync()).Where(it => it.PinnedAt is not null).Select(it => it.Seq));

        await RouteAsync(together, Some.Deletion("ann", "d", 2), Some.Command(CommandKinds.UnpinMessage, "ann", "u") with { Target = 3 });
        Assert.Equal(0, await PinsAsync());
        Assert.DoesNotContain(await _world.LogAsync(), it => it.PinnedAt is not null);
    }

    static Command Reaction(string sender, string id, string reaction) => Some.Command(CommandKinds.AddReaction, sender, id) with { Target = 2, Reaction = reaction };

    static Command NoReaction(string sender, string id, string reaction) => Reaction(sender, id, reaction) with { Kind = CommandKinds.RemoveReaction };

    static Command Pin(string id, long target) => Some.Command(CommandKinds.PinMessage, "ann", id) with { Target = target };

    async Task<int> PinsAsync()
    {
        var marks = await _world.Reader.MarksAsync(Some.Tenant, Some.Conversation, "p|", 100, default);
        Assert.Equal(marks.Count, (await _world.HeadAsync())!.Pins);
        return marks.Count;
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
