using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;

namespace Messaging.Unit.Route;

public class When_members_come_and_go : IAsyncLifetime
{
    readonly RouteWorld _world = new();

    [Fact]
    public async Task A_removed_member_has_left_the_group_before_the_removal_is_appended()
    {
        var route = _world.NewInstance();
        await route.RouteAsync(Some.Group("ann", "bob"));
        _world.Faults.Journal.Clear();

        await route.RouteAsync(Some.Message("ann", "1"), Some.Removal("ann", "r", "bob"), Some.Message("ann", "2"), Some.Message("bob", "3"));

        Assert.Equal(["leave acme|bob", "commit"], _world.Faults.Journal.Take(2));
        Assert.Equal(["acme|ann"], _world.Groups.In.Keys);
        Assert.Equal(["create", "1", "r", "2"], (await _world.LogAsync()).Select(it => it.ClientMessageId));
        Assert.Equal(RejectionReasons.NotMember, _world.Queue.Rejections.Single().Reason);
    }

    [Fact]
    public async Task A_new_member_is_in_the_group_before_the_addition_is_published()
    {
        var route = _world.NewInstance();
        await route.RouteAsync(Some.Group("ann"));
        var inGroup = false;
        _world.Queue.Before = () => { inGroup = _world.Groups.In.ContainsKey("acme|bob"); return Task.CompletedTask; };

        await route.RouteAsync(Some.Addition("ann", "a", "bob", "ann"));

        Assert.True(inGroup);
        Assert.Equal(["bob"], (await _world.LogAsync())[^1].Members!);
        Assert.Equal(2, (await _world.HeadAsync())!.MemberCount);
    }

    [Fact]
    public async Task A_member_removed_while_joining_ends_outside_the_group()
    {
        var (route, rival) = (_world.NewInstance(), _world.NewInstance());
        await route.RouteAsync(Some.Group("ann"));
        _world.Groups.Joined = user => user != "acme|bob" ? Task.CompletedTask : rival.RouteAsync(Some.Removal("ann", "r", "bob"));

        await route.RouteAsync(Some.Addition("ann", "a", "bob"));

        Assert.Equal(["acme|ann"], _world.Groups.In.Keys);
    }

    [Fact]
    public async Task A_join_that_overtakes_the_leaving_is_taken_back_after_the_removal()
    {
        var route = _world.NewInstance();
        await route.RouteAsync(Some.Group("ann", "bob"));
        _world.Faults.Before = () => _world.Groups.AddUserToGroupAsync("acme|bob", "", default, default);

        await route.RouteAsync(Some.Removal("ann", "r", "bob"));

        Assert.Equal(["acme|ann"], _world.Groups.In.Keys);
    }

    [Fact]
    public async Task A_removal_that_does_not_come_about_brings_the_members_back_into_the_group()
    {
        var route = _world.NewInstance();
        var users = Enumerable.Range(0, 110).Select(i => $"u{i}").ToArray();
        await route.RouteAsync(Some.Group("ann"), Some.Addition("ann", "a1", users[..55]), Some.Addition("ann", "a2", users[55..]));

        // More rows than a transaction takes.
        await route.RouteAsync(Some.Removal("ann", "r", users));

        Assert.Contains("leave acme|u7", _world.Faults.Journal);
        Assert.Equal(111, _world.Groups.In.Count);
        Assert.Equal(RejectionReasons.Poison, _world.Queue.Rejections.Single().Reason);
    }

    [Fact]
    public async Task Adding_and_removing_the_same_member_in_one_transaction_writes_the_row_once()
    {
        var route = _world.NewInstance();
        await route.RouteAsync(Some.Group("ann", "bob"));

        await route.RouteAsync(Some.Addition("ann", "a1", "cid"), Some.Removal("ann", "r1", "cid"),
            Some.Removal("ann", "r2", "bob"), Some.Addition("ann", "a2", "bob"), Some.Message("bob", "m"));

        var members = await _world.Reader.MembersAsync(Some.Tenant, Some.Conversation, default);
        Assert.Equal(["ann", "bob"], members.Select(it => it.User));
        Assert.Equal(["acme|ann", "acme|bob"], _world.Groups.In.Keys.Order());
        Assert.Equal([1, 2, 3, 4, 5, 6], (await _world.LogAsync()).Select(it => it.Seq));
        Assert.Equal(2, (await _world.HeadAsync())!.MemberCount);
    }

    [Fact]
    public async Task Naming_only_those_who_are_members_already_changes_nothing()
    {
        var again = Some.Addition("bob", "a", "ann", "bob");

        await _world.NewInstance().RouteAsync(Some.Group("ann", "bob"), again);

        Assert.Single(await _world.LogAsync());
        Assert.Equal(1, (await _world.FateAsync(again))!.Seq);
        Assert.Empty(_world.Queue.Rejections);
    }

    [Fact]
    public async Task The_owner_leaves_last()
    {
        await _world.NewInstance().RouteAsync(Some.Group("ann", "bob"),
            Some.Removal("ann", "r1", "ann"), Some.Removal("bob", "r2", "ann"), Some.Removal("bob", "r3", "bob"), Some.Removal("ann", "r4", "ann"));

        Assert.Equal(["r1", "r2"], _world.Queue.Rejections.Select(it => it.ClientMessageId));
        Assert.Equal([EntryKinds.ConversationCreated, EntryKinds.MembersRemoved, EntryKinds.MembersRemoved], (await _world.LogAsync()).Select(it => it.Kind));
        Assert.Equal(0, (await _world.HeadAsync())!.MemberCount);
    }

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();
}
