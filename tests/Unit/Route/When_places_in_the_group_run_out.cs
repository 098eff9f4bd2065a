using Messaging.Contracts.Client;

namespace Messaging.Unit.Route;

public class When_places_in_the_group_run_out : IAsyncLifetime
{
    static readonly TimeSpan Week = TimeSpan.FromDays(7);

    readonly RouteWorld _world = new();

    [Fact]
    public async Task They_are_renewed_by_the_first_message_of_the_second_week_and_by_no_other()
    {
        var route = _world.NewInstance();
        await route.RouteAsync(Some.Group("ann", "bob"));
        _world.Time.Ahead = Week + TimeSpan.FromHours(1);
        _world.Faults.Journal.Clear();

        await route.RouteAsync(Some.Message("ann", "1"));
        await route.RouteAsync(Some.Message("ann", "2"));
        await _world.NewInstance().RouteAsync(Some.Message("ann", "3"));

        Assert.Equal(["join acme|ann", "join acme|bob"], _world.Faults.Journal.Where(it => it != "commit").Order());
        Assert.All(await _world.Reader.MembersAsync(Some.Tenant, Some.Conversation, default),
            member => Assert.True(member.GroupUntil > _world.Time.GetUtcNow() + Week));
    }

    [Fact]
    public async Task A_member_removed_during_the_renewal_ends_outside_the_group()
    {
        var (route, rival) = (_world.NewInstance(), _world.NewInstance());
        await route.RouteAsync(Some.Group("ann", "bob"));
        _world.Time.Ahead = Week + TimeSpan.FromHours(1);
        var joins = 0;
        _world.Groups.Joined = user => user == "acme|bob" && joins++ == 0 ? rival.RouteAsync(Some.Removal("ann", "r", "bob")) : Task.CompletedTask;

        await route.RouteAsync(Some.Message("ann", "1"));

        Assert.Equal(["acme|ann"], _world.Groups.In.Keys);
        Assert.Equal(EntryKinds.MembersRemoved, (await _world.LogAsync())[^1].Kind);
    }

    [Fact]
    public async Task A_renewal_that_fails_does_not_hold_up_the_message()
    {
        var route = _world.NewInstance();
        await route.RouteAsync(Some.Group("ann", "bob"));
        _world.Time.Ahead = Week + TimeSpan.FromHours(1);
        _world.Groups.Joined = _ => throw new HttpRequestException("signalr");

        Assert.Empty(await route.RouteAsync(Some.Message("ann", "1")));

        Assert.Equal([1, 2], _world.Queue.Entries.Select(it => it.Seq));
    }

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();
}
