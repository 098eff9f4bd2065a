using Azure.Data.Tables;
using Messaging.Plumbing.Storage;
using Messaging.Sync;
using Moq;

namespace Messaging.Unit.Sync;

public sealed class When_places_in_a_large_group_run_out : IAsyncLifetime
{
    const string User = "acme|ada", Group = "c|acme|crowd";

    readonly SyncWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        _world.Options.LargeMembers = 1;
        await _world.HasConversationAsync("crowd", ["ada", "bob"], messages: 1);
        await _world.HasConversationAsync("pair", ["ada"], messages: 1);
        await _world.TouchAsync("crowd", "ada");
        await _world.TouchAsync("pair", "ada");
        await JoinedAsync(_world.Time.GetUtcNow());
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_catch_up_of_the_second_week_renews_the_callers_and_no_other_does()
    {
        await CatchUpAsync();
        Joins(0);

        _world.Time.Advance(LivePlaces.Lifetime / 2);
        await CatchUpAsync();
        await CatchUpAsync();
        Joins(1);
    }

    /// <summary>A SignalR service in another region knows no groups.</summary>
    [Fact]
    public async Task A_catch_up_after_the_tables_were_restored_renews_it_once()
    {
        var token = (await _world.SyncAsync("ada", new())).Token;
        _world.TablesOptions.Epoch = "restored";
        token = (await _world.SyncAsync("ada", new() { Token = token })).Token;
        await _world.SyncAsync("ada", new() { Token = token });
        Joins(1);
    }

    [Fact]
    public async Task It_is_renewed_again_half_its_time_later()
    {
        for (var renewals = 1; renewals < 5; renewals++)
        {
            _world.Time.Advance(LivePlaces.Lifetime / 2);
            await CatchUpAsync();
            await _world.ListConversations.RunAsync(SyncWorld.Request("ada"), default);
            Joins(renewals);
        }
    }

    [Fact]
    public async Task Who_is_removed_meanwhile_ends_outside_the_group()
    {
        _world.Time.Advance(LivePlaces.Lifetime);
        OnJoin(() => _world.LeavesAsync("crowd", "ada"));

        await CatchUpAsync();

        _world.SignalR.Verify(all => all.RemoveUserFromGroupAsync(User, Group, CancellationToken.None), Times.Once);
        Assert.All(await _world.Inbox.HintsAsync(SyncWorld.Tenant, "ada", null, default), hint => Assert.Null(hint.PlaceUntil));
    }

    [Fact]
    public async Task Who_is_no_member_gets_no_place()
    {
        _world.Time.Advance(LivePlaces.Lifetime);
        await _world.LeavesAsync("crowd", "ada");

        await CatchUpAsync();

        Joins(0);
    }

    [Fact]
    public async Task A_failure_is_not_the_callers_and_the_next_catch_up_makes_it_good()
    {
        _world.Time.Advance(LivePlaces.Lifetime);
        OnJoin(() => Task.FromException(new HttpRequestException()));
        Assert.Contains(await CatchUpAsync(), one => one == "crowd");

        OnJoin(() => Task.CompletedTask);
        await CatchUpAsync();
        await CatchUpAsync();
        Joins(2);
    }

    Task JoinedAsync(DateTimeOffset at) => _world.Table(TableNames.Conversations).UpdateEntityAsync(
        new TableEntity(Keys.Partition(SyncWorld.Tenant, "crowd"), Keys.Member("ada")) { ["GroupUntil"] = at + LivePlaces.Lifetime }, Azure.ETag.All);

    async Task<IEnumerable<string>> CatchUpAsync() => (await _world.SyncAsync("ada", new())).Changed.Select(one => one.ConversationId);

    void OnJoin(Func<Task> then) => _world.SignalR.Setup(all => all.AddUserToGroupAsync(User, Group, LivePlaces.Lifetime, CancellationToken.None)).Returns(then);

    void Joins(int count) => _world.SignalR.Verify(all => all.AddUserToGroupAsync(It.IsAny<string>(), It.IsAny<string>(), It.IsAny<TimeSpan>(), It.IsAny<CancellationToken>()), Times.Exactly(count));
}
