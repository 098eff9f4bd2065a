using Messaging.Contracts.Client;
using Messaging.Presence;
using Messaging.Unit.Sync;

namespace Messaging.Unit.Presence;

/// <summary>synapse#16705: clients that set their presence 30 times a second. The buckets are filled by real time: a slow machine gives a token or two more.</summary>
public sealed class When_a_user_calls_too_often : IAsyncLifetime
{
    readonly PresenceWorld _world = new();

    public Task InitializeAsync()
    {
        _world.Rules.StatusEvery = _world.Rules.CallEvery = TimeSpan.FromMinutes(1);
        return _world.InitializeAsync();
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_hundred_changes_of_status_are_ten_and_the_rest_is_429()
    {
        var before = _world.Counters.RowsWritten;
        var refused = 0;
        for (var change = 0; change < 100; change++)
        {
            var request = PresenceWorld.Request("ada", body: """{"status":"busy"}""");
            var answer = await _world.Of<SetStatus>().RunAsync(request, default);
            if (answer.Status() == 204) continue;
            Assert.Equal((429, "too-many-requests"), (answer.Status(), answer.Body<Problem>().Type));
            Assert.InRange(int.Parse(request.HttpContext.Response.Headers.RetryAfter.ToString()), 1, 60);
            refused++;
        }
        Assert.Equal(90, refused);
        Assert.Equal(10, _world.Counters.RowsWritten - before);
        Assert.Equal(204, (await _world.Of<SetStatus>().RunAsync(PresenceWorld.Request("bob", body: "{}"), default)).Status());
    }

    [Fact]
    public async Task Typing_that_floods_is_dropped_quietly_over_all_of_the_users_connections()
    {
        await _world.HasMembersAsync("c", "ada");
        for (var call = 0; call < 100; call++)
            Assert.Equal(204, (await _world.PostAsync("messages", "typing", """{"type":1,"target":"typing","arguments":["c"]}""", connection: $"phone{call % 2}")).Status());
        Assert.Equal(_world.Rules.CallBurst, _world.SignalR.Invocations.Count(call => call.Method.Name == "SendToGroupAsync"));
    }

    [Fact]
    public async Task A_watch_of_many_counts_as_many_calls()
    {
        _world.Rules.CallBurst = 11;
        var users = $"[[{string.Join(',', Enumerable.Range(0, 500).Select(user => $"\"u{user}\""))}]]";
        await _world.CallAsync("unwatch", users);
        Assert.Contains("too often", ((Microsoft.AspNetCore.Mvc.ContentResult)await _world.CallAsync("unwatch", users)).Content);
        Assert.Equal(204, (await _world.CallAsync("heartbeat", "[]")).Status());
    }
}
