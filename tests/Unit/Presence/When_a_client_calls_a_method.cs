using Messaging.Contracts.Client;
using Messaging.Plumbing.Delivery;
using Messaging.Unit.Sync;
using Microsoft.AspNetCore.Mvc;
using Moq;

namespace Messaging.Unit.Presence;

public sealed class When_a_client_calls_a_method : IAsyncLifetime
{
    readonly PresenceWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        await _world.HasMembersAsync("c", "ada");
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Typing_goes_to_the_viewers_but_not_back_to_the_sender()
    {
        Assert.Equal(204, (await _world.CallAsync("typing", """["c"]""")).Status());
        _world.SignalR.Verify(signalR => signalR.SendToGroupAsync(
            Names.Viewing("acme", "c"), Hub.Typing, new TypingEvent("c", "ada"), It.IsAny<CancellationToken>(), "phone"), Times.Once());
        Assert.Equal(0, _world.Queued);
    }

    [Fact]
    public async Task Typing_reads_the_membership_at_most_twice_a_minute()
    {
        var before = _world.Counters.Transactions;
        for (var second = 0; second < 60; second += 8)
        {
            await _world.CallAsync("typing", """["c"]""");
            _world.Time.Advance(TimeSpan.FromSeconds(8));
        }
        const int headAndMembers = 2;
        Assert.InRange(_world.Counters.Transactions - before, headAndMembers, 2 * headAndMembers);
    }

    [Fact]
    public async Task A_removed_member_may_type_for_half_a_minute_and_view_not_at_all()
    {
        await _world.CallAsync("typing", """["c"]""");
        await _world.LeavesAsync("c", "ada");
        Assert.Contains("not a member", await AnswerAsync("view", """["c"]"""));
        _world.Time.Advance(_world.Rules.MembershipCache);
        Assert.Contains("not a member", await AnswerAsync("typing", """["c"]"""));
    }

    [Fact]
    public async Task Viewing_joins_and_leaves_the_group()
    {
        await _world.CallAsync("view", """["c"]""");
        _world.SignalR.Verify(signalR => signalR.AddConnectionToGroupAsync("phone", Names.Viewing("acme", "c"), It.IsAny<CancellationToken>()));
        await _world.CallAsync("unview", """["c"]""");
        _world.SignalR.Verify(signalR => signalR.RemoveConnectionFromGroupAsync("phone", Names.Viewing("acme", "c"), It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task Watching_answers_with_the_states() => Assert.Equal(
        "{\"type\":3,\"invocationId\":\"1\",\"result\":{\"users\":[{\"user\":\"bob\",\"online\":false,\"at\":\"2026-03-01T12:00:00+00:00\"}]}}\u001e", await AnswerAsync("watch", """[["bob","bob"]]"""));

    [Theory]
    [InlineData("dance", "[]"), InlineData("typing", "[]"), InlineData("typing", "[7]"), InlineData("view", """[""]"""), InlineData("watch", "[]")]
    [InlineData("watch", """["bob"]"""), InlineData("watch", "[[]]"), InlineData("unwatch", "[[1]]")]
    public async Task What_cannot_be_done_is_a_completion_with_an_error(string method, string arguments)
    {
        var answer = await AnswerAsync(method, arguments);
        Assert.StartsWith("{\"type\":3,\"invocationId\":\"1\",\"error\":\"", answer);
        Assert.EndsWith("}\u001e", answer);
    }

    async Task<string> AnswerAsync(string method, string arguments) => Assert.IsType<ContentResult>(await _world.CallAsync(method, arguments)).Content!;
}
