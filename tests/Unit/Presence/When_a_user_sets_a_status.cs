using Messaging.Contracts.Client;
using Messaging.Plumbing.Delivery;
using Messaging.Presence;
using Messaging.Unit.Sync;
using Microsoft.AspNetCore.Mvc;
using Moq;

namespace Messaging.Unit.Presence;

public sealed class When_a_user_sets_a_status : IAsyncLifetime
{
    readonly PresenceWorld _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Watchers_see_it_with_its_text()
    {
        await _world.ConnectAsync("ada", "phone");
        await _world.WatchAsync("ada");
        Assert.Equal(204, (await PutAsync("""{"status":"busy","text":" in a meeting "}""")).Status());
        await _world.AdvanceAsync(TimeSpan.Zero);
        Assert.Equal(new("ada", true, null, "busy", "in a meeting"), Assert.Single(_world.Told).State);
    }

    [Fact]
    public async Task It_ends_by_itself_within_75_seconds()
    {
        await _world.ConnectAsync("ada", "phone");
        await _world.WatchAsync("ada");
        await PutAsync("""{"status":"away","until":"2026-03-01T12:30:00Z"}""");
        for (var minute = 0; minute < 31; minute++)
        {
            await _world.AdvanceAsync(TimeSpan.FromMinutes(1));
            await _world.VerifyAsync();
        }
        Assert.Equal(["away", null], _world.Told.Select(told => told.State.Status));
        Assert.Null((await _world.StateAsync("ada")).Status);
    }

    [Fact]
    public async Task Invisible_looks_offline_to_others_from_then_on_whatever_devices_do()
    {
        await _world.ConnectAsync("ada", "phone");
        await _world.WatchAsync("ada");
        var hidden = _world.Time.GetUtcNow();
        await PutAsync("""{"status":"invisible"}""");
        await _world.AdvanceAsync(TimeSpan.FromMinutes(5));
        await _world.ConnectAsync("ada", "laptop");
        await _world.DisconnectAsync("ada", "phone");
        await _world.DisconnectAsync("ada", "laptop");
        await _world.AdvanceAsync(TimeSpan.FromMinutes(5));
        await _world.ConnectAsync("ada", "phone again");
        await _world.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(new("ada", false, hidden), Assert.Single(_world.Told).State);
        Assert.Equal(new("ada", false, hidden), await _world.StateAsync("ada"));
        Assert.Equal("invisible", (await _world.StateAsync("ada", viewer: "ada")).Status);
    }

    [Fact]
    public async Task Ones_own_devices_are_told_what_others_may_not_see()
    {
        await PutAsync("""{"status":"invisible","text":"ssh"}""");
        _world.SignalR.Verify(signalR => signalR.SendToUserAsync("acme|ada", Hub.Presence,
            It.Is<PresenceEvent>(state => state.Status == "invisible" && state.StatusText == "ssh"), It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task Clearing_it_shows_the_devices_again()
    {
        await _world.ConnectAsync("ada", "phone");
        await PutAsync("""{"status":"invisible","text":"away for a while"}""");
        Assert.Equal(204, (await _world.Of<ClearStatus>().RunAsync(PresenceWorld.Request("ada"), default)).Status());
        Assert.Equal(new("ada", true), await _world.StateAsync("ada"));
    }

    [Fact]
    public async Task Watchers_are_told_at_most_once_a_second_and_of_the_last_in_the_end()
    {
        await _world.ConnectAsync("ada", "phone");
        await _world.WatchAsync("ada");
        foreach (var status in new[] { "busy", "away", "available", "away", "busy" })
        {
            await PutAsync($$"""{"status":"{{status}}"}""");
            await _world.AdvanceAsync(TimeSpan.FromMilliseconds(100));
        }
        await _world.AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(["busy"], _world.Told.Select(told => told.State.Status));

        await PutAsync("""{"status":"away"}""");
        await PutAsync("""{"status":"available"}""");
        await _world.AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.Equal(["busy", null], _world.Told.Select(told => told.State.Status));
        Assert.Equal(_world.ToldAt.Order(), _world.ToldAt);
    }

    [Theory]
    [InlineData("""{"status":"dancing"}""", "status"), InlineData("""{"text":"a\u0007b"}""", "text")]
    [InlineData("""{"until":"2026-03-01T12:00:00Z"}""", "until"), InlineData("""{"until":"2026-04-01T12:00:00Z"}""", "until")]
    public async Task What_is_no_status_is_refused_by_its_field(string body, string field) =>
        Assert.Equal((400, field), (await PutAsync(body) is var answer ? answer.Status() : 0, answer.Body<Problem>().Field));

    [Fact]
    public async Task A_text_too_long_is_refused() => Assert.Equal("text", (await PutAsync($$"""{"text":"{{new string('x', 101)}}"}""")).Body<Problem>().Field);

    Task<IActionResult> PutAsync(string body) => _world.Of<SetStatus>().RunAsync(PresenceWorld.Request("ada", body: body), default);
}
