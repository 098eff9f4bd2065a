using Messaging.Contracts.Client;
using Messaging.Presence;
using Messaging.Unit.Sync;
using Microsoft.AspNetCore.Mvc;
using Moq;

namespace Messaging.Unit.Presence;

public sealed class When_presence_is_asked_for : IAsyncLifetime
{
    readonly PresenceWorld _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Users_are_in_the_order_given_each_once()
    {
        await _world.ConnectAsync("bob", "phone");
        var answer = await GetAsync("?users=carl,bob,%20ada,bob");
        Assert.Equal([new("carl", false), new("bob", true), new("ada", false)], answer.Body<PresenceList>().Users.Select(user => user with { At = null }));
    }

    [Fact]
    public async Task Another_tenants_user_of_the_same_name_stays_unseen()
    {
        await _world.Devices.ConnectedAsync(new("phone", "other", "ada"), default);
        Assert.False((await GetAsync("?users=ada")).Body<PresenceList>().Users.Single().Online);
    }

    [Fact]
    public async Task Five_hundred_are_answered_and_one_more_is_refused()
    {
        Assert.Equal(500, (await GetAsync(Users(500))).Body<PresenceList>().Users.Count);
        ExpectUsersNamed(await GetAsync(Users(501)));
    }

    [Theory]
    [InlineData(""), InlineData("?users="), InlineData("?users=,%20,")]
    public async Task Nobody_is_refused(string query) => ExpectUsersNamed(await GetAsync(query));

    [Fact]
    public async Task An_id_too_long_is_refused() => ExpectUsersNamed(await GetAsync($"?users={new string('x', 65)}"));

    [Fact]
    public async Task Without_a_token_the_answer_is_401()
    {
        Assert.Equal(401, (await _world.Of<ReadPresence>().RunAsync(PresenceWorld.Request(null, "?users=ada"), default)).Status());
        Assert.Equal(401, (await _world.Of<NegotiateConnection>().RunAsync(PresenceWorld.Request(null), default)).Status());
    }

    [Fact]
    public async Task Negotiating_sends_the_client_on_as_the_caller()
    {
        _world.SignalR.Setup(signalR => signalR.NegotiateAsync("acme|ada", It.IsAny<CancellationToken>())).ReturnsAsync(new Negotiated("https://s/client/?hub=messaging", "token"));
        var answer = (ContentResult)await _world.Of<NegotiateConnection>().RunAsync(PresenceWorld.Request("ada"), default);
        Assert.Equal("""{"url":"https://s/client/?hub=messaging","accessToken":"token"}""", answer.Content);
    }

    static string Users(int count) => "?users=" + string.Join(',', Enumerable.Range(0, count).Select(user => $"u{user}"));

    static void ExpectUsersNamed(IActionResult answer) => Assert.Equal((400, "users"), (answer.Status(), answer.Body<Problem>().Field));

    Task<IActionResult> GetAsync(string query) => _world.Of<ReadPresence>().RunAsync(PresenceWorld.Request("watcher", query), default);
}
