using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Delivery;
using Messaging.Plumbing.Queueing;
using Messaging.Plumbing.Storage;
using Messaging.Presence;
using Moq;

namespace Messaging.Unit.Presence;

public sealed class When_a_user_is_erased : IAsyncLifetime
{
    readonly PresenceWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        await _world.ConnectAsync("ada", "phone");
        await SetStatusAsync("secret");
        await _world.BlockAsync("ada", "bob");
        await _world.WatchAsync("carl", watcher: "ada");
        await _world.BlockAsync("carl", "ada");
        await _world.WatchAsync("ada", watcher: "carl");
        await _world.DisconnectAsync("ada", "phone");
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Nothing_of_the_users_own_is_left_and_what_others_keep_stays()
    {
        await _world.PublishAsync(Erasure());

        Assert.Equal(["acme|carl b|ada", "acme|carl|watches ada"], (await RowsAsync()).Where(row => !row.StartsWith('|')));
        Assert.Equal([(Names.Watching("acme", "ada"), "acme|carl")], _world.Service.Members.Keys);
    }

    [Fact]
    public async Task Watchers_see_one_who_never_was_and_no_mark_keeps_the_text()
    {
        await _world.PublishAsync(Erasure());

        Assert.Equal((Names.Watching("acme", "ada"), new("ada", Online: false)), _world.Told[^1]);
        Assert.Equal(new("ada", Online: false), await _world.StateAsync("ada", "carl"));
        Assert.Equal(new Shown(Online: false), (await _world.Marks.ReadAsync("acme", "ada", default))!.Shown);
    }

    [Fact]
    public async Task What_was_on_its_way_goes_with_the_one_that_comes_an_hour_later()
    {
        var (erasure, before) = (Erasure(), _world.Time.GetUtcNow());
        await _world.PublishAsync(erasure, erasure);
        await _world.BlockAsync("ada", "eve", at: before);
        await _world.Devices.HeartbeatAsync(new("phone", "acme", "ada"), default);

        _world.Time.Advance(TimeSpan.FromHours(1));
        await _world.PublishAsync(erasure);

        Assert.DoesNotContain(await RowsAsync(), row => row.StartsWith("acme|ada", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_user_began_since_stays_when_it_comes_again()
    {
        var erasure = Erasure();
        await _world.PublishAsync(erasure);
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        await _world.ConnectAsync("ada", "laptop");
        await SetStatusAsync("new");
        await _world.BlockAsync("ada", "eve");
        await _world.WatchAsync("dora", watcher: "ada");
        var begun = await RowsAsync();

        _world.Time.Advance(TimeSpan.FromHours(1));
        await _world.PublishAsync(erasure);

        Assert.Equal(["acme|ada b|eve", "acme|ada d|laptop", "acme|ada s", "acme|ada|watches dora"], begun.Where(row => row.StartsWith("acme|ada", StringComparison.Ordinal)));
        Assert.Equal(begun, await RowsAsync());
    }

    [Fact]
    public async Task Devices_that_are_still_connected_are_disconnected_and_those_that_came_since_are_not()
    {
        await _world.ConnectAsync("ada", "tablet");
        var erasure = Erasure();
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        await _world.ConnectAsync("ada", "laptop");

        await _world.PublishAsync(erasure);

        Assert.Equal(["laptop"], _world.Service.Connections.Keys);
        Assert.Equal(["laptop"], (await _world.Table.ReadAsync("acme", "ada", default)).Devices.Select(device => device.ConnectionId));
    }

    [Theory]
    [InlineData("""{"tenant":"acme","at":"2026-03-01T12:00:00Z"}"""), InlineData("""{"tenant":"acme","user":"","at":"2026-03-01T12:00:00Z"}"""), InlineData("null")]
    public async Task A_fact_without_a_user_is_dead_lettered(string body)
    {
        var bad = PresenceWorld.Received(BinaryData.FromString(body), type: FactTypes.UserErased);
        await _world.PublishAsync(bad, Erasure());
        _world.Actions.Verify(actions => actions.DeadLetterMessageAsync(bad, null, It.Is<string>(reason => reason.StartsWith("Invalid ")), It.IsNotNull<string>(), It.IsAny<CancellationToken>()), Times.Once());
        Assert.Equal(new("ada", Online: false), await _world.StateAsync("ada", "carl"));
    }

    Task SetStatusAsync(string text) => _world.Of<Statuses>().SetAsync(new("acme", "ada"), UserStatuses.Busy, text, until: null, default);

    async Task<IReadOnlyList<string>> RowsAsync() => await _world.Of<TableServiceClient>().GetTableClient(TableNames.Presence)
        .QueryAsync<TableEntity>().Select(row => $"{row.PartitionKey} {row.RowKey}").ToListAsync();

    ServiceBusReceivedMessage Erasure() => PresenceWorld.Received(
        Envelope.Wrap(new UserErased(PresenceWorld.Tenant, "ada", _world.Time.GetUtcNow()), FactTypes.UserErased, "test", "m").Body, type: FactTypes.UserErased);
}
