namespace Messaging.Unit.Route;

/// <summary>An operator gives tables that were restored from an older state another epoch.</summary>
public class When_tables_were_restored : IAsyncLifetime
{
    readonly RouteWorld _world = new();

    [Fact]
    public async Task A_log_goes_on_under_another_epoch_once()
    {
        await _world.NewInstance().RouteAsync(Some.Group("ann", "bob"), Some.Message("ann", "1"));
        var before = (await _world.HeadAsync())!.Epoch;
        _world.TablesOptions.Epoch = "r1";

        await _world.NewInstance().RouteAsync(Some.Message("ann", "2"));
        await _world.NewInstance().RouteAsync(Some.Message("ann", "3"));

        var epochs = _world.Queue.Messages.SelectMany(it => it.Appends).Select(it => it.Epoch).Distinct().ToList();
        Assert.Equal([before, (await _world.HeadAsync())!.Epoch], epochs);
        Assert.NotEqual(epochs[0], epochs[1]);
        Assert.Equal([1, 2, 3, 4], (await _world.LogAsync()).Select(it => it.Seq));
    }

    [Fact]
    public async Task A_second_time_it_is_yet_another()
    {
        await _world.NewInstance().RouteAsync(Some.Group("ann", "bob"));
        foreach (var epoch in new[] { "r1", "r2" })
        {
            _world.TablesOptions.Epoch = epoch;
            await _world.NewInstance().RouteAsync(Some.Message("ann", epoch));
        }
        Assert.Equal(3, _world.Queue.Messages.SelectMany(it => it.Appends).Select(it => it.Epoch).Distinct().Count());
    }

    [Fact]
    public async Task A_conversation_that_begins_then_keeps_its_epoch()
    {
        _world.TablesOptions.Epoch = "r1";
        await _world.NewInstance().RouteAsync(Some.Group("ann", "bob"));
        await _world.NewInstance().RouteAsync(Some.Message("ann", "1"));
        Assert.Single(_world.Queue.Messages.SelectMany(it => it.Appends).Select(it => it.Epoch).Distinct());
    }

    [Fact]
    public async Task What_is_published_again_says_what_readers_read()
    {
        await _world.NewInstance().RouteAsync(Some.Group("ann", "bob"), Some.Message("ann", "1"));
        _world.TablesOptions.Epoch = "r1";

        await _world.NewInstance().RouteAsync(Some.Message("ann", "1"));

        Assert.Equal((await _world.HeadAsync())!.Epoch, _world.Queue.Messages.SelectMany(it => it.Appends).Last().Epoch);
    }

    /// <summary>A SignalR service in another region knows no groups.</summary>
    [Fact]
    public async Task Members_join_their_group_anew()
    {
        await _world.NewInstance().RouteAsync(Some.Group("ann", "bob"));
        _world.TablesOptions.Epoch = "r1";
        _world.Groups.In.Clear();

        await _world.NewInstance().RouteAsync(Some.Message("ann", "1"));

        Assert.Equal(["acme|ann", "acme|bob"], _world.Groups.In.Keys.Order());
    }

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();
}
