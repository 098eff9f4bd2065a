using Messaging.Contracts.Client;
using Messaging.Presence;
using Messaging.Unit.Sync;

namespace Messaging.Unit.Presence;

/// <summary>Own status and blocks: the later word holds, wherever it was said.</summary>
public sealed class When_a_user_speaks_at_several_stamps : IAsyncLifetime
{
    readonly PresenceStamps _stamps = new();

    PresenceWorld Here => _stamps[0];
    PresenceWorld There => _stamps[1];

    public async Task InitializeAsync()
    {
        await _stamps.InitializeAsync();
        await Here.ConnectAsync("ada", "phone");
        await Here.WatchAsync("ada");
        await Here.WatchAsync("ada", watcher: "bob");
        await _stamps.SettleAsync();
    }

    public Task DisposeAsync() => _stamps.DisposeAsync();

    [Fact]
    public async Task The_latest_status_holds_and_watchers_are_told()
    {
        foreach (var (world, status) in new[] { (There, "busy"), (Here, "away"), (There, "invisible"), (Here, "busy") })
        {
            await SayAsync(world, status);
            await _stamps.AdvanceAsync(TimeSpan.FromSeconds(2));
        }
        Assert.Equal(["busy", "away", null, "busy"], Here.Told.Select(told => told.State.Status));
        Assert.Equal([true, true, false, true], Here.Told.Select(told => told.State.Online));
        Assert.Equal("busy", (await There.StateAsync("ada")).Status);
    }

    [Fact]
    public async Task One_that_is_taken_back_stays_so_though_another_stamp_has_an_older_one()
    {
        await SayAsync(There, "invisible");
        await _stamps.AdvanceAsync(TimeSpan.FromSeconds(2));
        await Here.Of<ClearStatus>().RunAsync(PresenceWorld.Request("ada"), default);
        await _stamps.AdvanceAsync(TimeSpan.FromSeconds(2));

        Assert.Equal(new("ada", true), Here.Told[^1].State);
        Assert.Equal(new("ada", true), await There.StateAsync("ada"));
        Assert.Equal(new("ada", true), await Here.StateAsync("ada", viewer: "ada"));
    }

    [Fact]
    public async Task Who_is_invisible_was_seen_last_when_all_devices_were_still_shown()
    {
        var hidden = _stamps.Time.GetUtcNow();
        await SayAsync(There, "invisible");
        await _stamps.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(new("ada", false, hidden), await Here.StateAsync("ada"));
        Assert.Equal("invisible", (await Here.StateAsync("ada", viewer: "ada")).Status);
    }

    [Fact]
    public async Task A_block_hides_at_every_stamp_from_then_on()
    {
        await There.BlockAsync("ada", "bob");
        await _stamps.SettleAsync();

        Assert.Equal(("acme|bob", new("ada", Online: false)), Assert.Single(Here.Told));
        Assert.DoesNotContain(Here.Service.Members.Keys, member => member.Member == "acme|bob");
        Assert.Equal(["bob"], await BlockedAsync(Here));
        Assert.Equal(new("ada", Online: false), await Here.WatchAsync("ada", watcher: "bob"));
        Assert.True((await Here.StateAsync("ada")).Online);
    }

    [Fact]
    public async Task A_block_of_one_stamp_ends_at_another()
    {
        await There.BlockAsync("ada", "bob");
        await _stamps.AdvanceAsync(TimeSpan.FromSeconds(2));
        await Here.BlockAsync("ada", "bob", blocked: false);
        await _stamps.SettleAsync();

        Assert.True(Here.Told[^1].State.Online);
        Assert.True((await There.StateAsync("ada", "bob")).Online);
        Assert.Empty(await BlockedAsync(There));
    }

    [Fact]
    public async Task A_block_is_read_where_its_fact_was_lost()
    {
        _stamps.Link(1, 0).Delays = () => [];
        await There.BlockAsync("ada", "bob");
        await _stamps.SettleAsync();
        Assert.Equal(new("ada", Online: false), await Here.StateAsync("ada", "bob"));
    }

    static Task SayAsync(PresenceWorld world, string status) =>
        world.Of<SetStatus>().RunAsync(PresenceWorld.Request("ada", body: $$"""{"status":"{{status}}"}"""), default);

    static async Task<IReadOnlyList<string>> BlockedAsync(PresenceWorld world) =>
        (await world.Of<ListBlocks>().RunAsync(PresenceWorld.Request("ada"), default)).Body<BlockList>().Users;
}
