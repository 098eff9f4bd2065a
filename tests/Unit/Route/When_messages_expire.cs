using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;

namespace Messaging.Unit.Route;

public sealed class When_messages_expire : IAsyncLifetime
{
    readonly RouteWorld _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task All_content_is_gone_also_of_edits_and_everyone_is_told()
    {
        var route = _world.NewInstance();
        var soon = _world.Time.GetUtcNow().AddHours(1);
        await route.RouteAsync(Some.Group("ann", "bob"), Some.Message("ann", "m", "secret") with { ExpiresAt = soon }, Some.Edit("ann", "e", 2, "secret 2"));
        _world.Time.Ahead = TimeSpan.FromHours(1);

        await route.RouteAsync(Expiry("ann", "m"));
        await route.RouteAsync(Expiry("ann", "m"));

        var log = await _world.LogAsync();
        Assert.Equal([EntryKinds.ConversationCreated, EntryKinds.Message, EntryKinds.MessageEdited, EntryKinds.MessageDeleted], log.Select(it => it.Kind));
        Assert.All(log, it => Assert.Null(it.Text));
        Assert.NotNull(log[1].DeletedAt);
        Assert.Equal(2, log[3].Target);
    }

    [Fact]
    public async Task Before_its_time_a_message_stays()
    {
        var route = _world.NewInstance();
        await route.RouteAsync(Some.Group("ann", "bob"), Some.Message("ann", "m") with { ExpiresAt = _world.Time.GetUtcNow().AddDays(1) }, Some.Message("ann", "n"));
        await route.RouteAsync(Expiry("ann", "m"), Expiry("ann", "n"));

        Assert.All((await _world.LogAsync()).Skip(1), it => Assert.NotNull(it.Text));
    }

    [Fact]
    public async Task One_that_comes_after_its_time_is_refused_even_if_its_end_came_first()
    {
        var route = _world.NewInstance();
        await route.RouteAsync(Some.Group("ann", "bob"), Expiry("ann", "m"));
        var late = Some.Message("ann", "m") with { ExpiresAt = _world.Time.GetUtcNow() };
        await route.RouteAsync(late);

        Assert.Equal(new(null, RejectionReasons.Expired), await _world.FateAsync(late));
        Assert.Single(await _world.LogAsync());
    }

    [Fact]
    public async Task Of_a_conversation_that_never_came_nothing_is_made()
    {
        await _world.NewInstance().RouteAsync(Expiry("ann", "m"));
        Assert.Null(await _world.HeadAsync());
    }

    static Command Expiry(string sender, string id) => Some.Command(CommandKinds.ExpireMessage, sender, $"expire-{id}") with { TargetId = id };
}
