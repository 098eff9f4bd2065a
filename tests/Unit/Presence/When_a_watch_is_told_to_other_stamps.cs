using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Queueing;

namespace Messaging.Unit.Presence;

public sealed class When_a_watch_is_told_to_other_stamps : IAsyncLifetime
{
    readonly PresenceStamps _stamps = new(count: 3);

    public Task InitializeAsync() => _stamps.InitializeAsync();

    public Task DisposeAsync() => _stamps.DisposeAsync();

    [Fact]
    public async Task Each_has_a_mark_for_it_as_long_as_it_holds()
    {
        await _stamps[0].WatchAsync("ada");
        var until = _stamps.Time.GetUtcNow() + _stamps[0].Rules.WatchLifetime;
        await _stamps.SettleAsync();

        foreach (var stamp in new[] { 1, 2 })
            Assert.Equal([new("s0", until)], (await _stamps[stamp].Marks.ReadAsync(PresenceWorld.Tenant, "ada", default))!.For);
        Assert.Equal([FactTypes.PresenceWatched], _stamps.Link(0, 1).Sent);
    }

    [Fact]
    public async Task It_is_told_again_only_when_half_of_it_is_over()
    {
        await _stamps[0].WatchAsync("ada");
        await _stamps[0].WatchAsync("ada", watcher: "bob");
        Advance(_stamps[0].Rules.WatchLifetime * 0.4);
        await _stamps[0].WatchAsync("ada", watcher: "carl");
        await _stamps.SettleAsync();
        Assert.Single(Watches(0, 1));

        Advance(_stamps[0].Rules.WatchLifetime * 0.2);
        await _stamps[0].WatchAsync("ada");
        await _stamps.SettleAsync();
        Assert.Equal(2, Watches(0, 1).Count());
        var mark = await _stamps[1].Marks.ReadAsync(PresenceWorld.Tenant, "ada", default);
        Assert.Equal(_stamps.Time.GetUtcNow() + _stamps[0].Rules.WatchLifetime, mark!.For["s0"]);
    }

    [Fact]
    public async Task Five_hundred_that_begin_together_are_one_fact_for_each_stamp()
    {
        _stamps[0].Crowded = _stamps[1].Crowded = _stamps[2].Crowded = true;
        await _stamps[0].Watches.WatchAsync(new("any", PresenceWorld.Tenant, "bob"), [.. Enumerable.Range(0, 500).Select(user => $"u{user}")], default);
        await _stamps.SettleAsync();
        Assert.Single(Watches(0, 1));
        Assert.Single(Watches(0, 2));
        Assert.True((await _stamps[2].Marks.ReadAsync(PresenceWorld.Tenant, "u499", default))!.IsWatched(_stamps.Time.GetUtcNow()));
    }

    [Fact]
    public async Task What_happens_is_told_to_those_who_watch_once_and_never_back()
    {
        await _stamps[0].WatchAsync("ada");
        await _stamps[1].WatchAsync("ada");
        await _stamps.AdvanceAsync(TimeSpan.FromSeconds(2));
        foreach (var link in _stamps.Links) link.Sent.Clear();

        await _stamps[2].ConnectAsync("ada", "phone");
        await _stamps.AdvanceAsync(TimeSpan.FromSeconds(2));

        Assert.Equal([FactTypes.PresenceTouched], _stamps.Link(2, 0).Sent);
        Assert.Equal([FactTypes.PresenceTouched], _stamps.Link(2, 1).Sent);
        Assert.Equal(2, _stamps.Links.Sum(link => link.Sent.Count));
        Assert.Equal([1, 1, 0], _stamps.All.Select(world => world.Told.Count));
    }

    [Fact]
    public async Task A_mark_of_one_stamp_survives_what_is_told_and_the_others_renewals()
    {
        await _stamps[0].WatchAsync("ada");
        await _stamps.SettleAsync();
        await _stamps[1].WatchAsync("ada");
        await _stamps[2].WatchAsync("ada");
        await _stamps.SettleAsync();
        await _stamps[1].ConnectAsync("ada", "phone");
        await _stamps.AdvanceAsync(TimeSpan.FromSeconds(2));

        var mark = (await _stamps[1].Marks.ReadAsync(PresenceWorld.Tenant, "ada", default))!;
        Assert.Equal(["s0", "s2"], mark.For.Keys.Order());
        Assert.True(mark.Until > _stamps.Time.GetUtcNow() && mark.Shown.Online);
        Assert.All(_stamps.All, world => Assert.True(Assert.Single(world.Told).State.Online));
    }

    [Fact]
    public async Task A_watch_that_ran_out_is_told_nothing_more()
    {
        await _stamps[0].WatchAsync("ada");
        await _stamps.SettleAsync();
        Advance(_stamps[0].Rules.WatchLifetime);
        _stamps.Link(1, 0).Sent.Clear();
        await _stamps[1].ConnectAsync("ada", "phone");
        await _stamps.SettleAsync();
        await _stamps.VerifyAsync();
        Assert.Empty(_stamps.Link(1, 0).Sent);
        Assert.Null(await _stamps[1].Marks.ReadAsync(PresenceWorld.Tenant, "ada", default));
    }

    [Theory]
    [InlineData("""{"tenant":"acme","users":["ada"],"stamp":"S 0","until":"2027-01-01T00:00:00Z"}""")]
    [InlineData("""{"tenant":"acme","users":[""],"stamp":"s0","until":"2027-01-01T00:00:00Z"}"""), InlineData("""{"tenant":"acme"}""")]
    public async Task A_bad_fact_is_dead_lettered(string body)
    {
        var bad = PresenceWorld.Received(BinaryData.FromString(body), type: FactTypes.PresenceWatched);
        await _stamps[1].PublishAsync(bad);
        _stamps[1].Actions.Verify(actions => actions.DeadLetterMessageAsync(bad, null, Moq.It.IsNotNull<string>(), Moq.It.IsNotNull<string>(), Moq.It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task A_stamp_that_is_no_peer_any_more_is_told_nothing()
    {
        var watched = new PresenceWatched(PresenceWorld.Tenant, ["ada"], "gone", _stamps.Time.GetUtcNow().AddHours(1));
        await _stamps[1].PublishAsync(PresenceWorld.Received(Envelope.Wrap(watched, FactTypes.PresenceWatched, "test", "m").Body, type: FactTypes.PresenceWatched));
        await _stamps[1].ConnectAsync("ada", "phone");
        await _stamps.SettleAsync();
        Assert.All(_stamps.Links, link => Assert.Empty(link.Sent));
    }

    void Advance(TimeSpan by) => _stamps.Time.Advance(by);

    IEnumerable<string> Watches(int from, int to) => _stamps.Link(from, to).Sent.Where(type => type == FactTypes.PresenceWatched);
}
