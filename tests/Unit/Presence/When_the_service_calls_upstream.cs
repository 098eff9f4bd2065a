using System.Security.Cryptography;
using System.Text;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Delivery;
using Messaging.Unit.Sync;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Moq;

namespace Messaging.Unit.Presence;

public sealed class When_the_service_calls_upstream : IAsyncLifetime
{
    readonly PresenceWorld _world = new();

    public async Task InitializeAsync()
    {
        await _world.InitializeAsync();
        await _world.JoinsAsync("c", "ada");
    }

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_connection_is_a_device()
    {
        Assert.Equal(204, (await PostAsync("connections", "connected", """{"type":10}""")).Status());
        Assert.True((await _world.StateAsync("ada")).Online);
        Assert.Equal(204, (await PostAsync("connections", "disconnected", """{"Type":11,"Error":""}""")).Status());
        await _world.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.False((await _world.StateAsync("ada")).Online);
    }

    [Fact]
    public async Task A_heartbeat_is_kept()
    {
        await CallAsync("heartbeat", "[]");
        Assert.True((await _world.StateAsync("ada")).Online);
    }

    [Theory]
    [InlineData("connected by nobody", null), InlineData("a wrong signature", "sha256=00"), InlineData("a signature of another connection", "other")]
    public async Task Without_the_services_signature_it_is_refused(string situation, string? signature)
    {
        if (signature == "other") signature = Signature("other");
        Assert.True((await PostAsync("connections", "connected", "{}", signature)).Status() == 401, situation);
        Assert.Null((await _world.StateAsync("ada")).LastSeen);
        Assert.False((await _world.StateAsync("ada")).Online);
    }

    [Fact]
    public async Task Signed_with_one_of_two_keys_it_is_taken() =>
        Assert.Equal(204, (await PostAsync("connections", "connected", "{}", $"sha256={new string('0', 64)},{Signature()}")).Status());

    [Theory]
    [InlineData(""), InlineData("ada"), InlineData("|ada"), InlineData("acme|")]
    public async Task A_user_that_is_not_ours_is_refused(string user) =>
        Assert.Equal(400, (await PostAsync("connections", "connected", "{}", user: user)).Status());

    [Fact]
    public async Task A_separator_in_a_user_belongs_to_the_user()
    {
        await PostAsync("connections", "connected", "{}", user: "acme|a|b");
        Assert.True((await _world.StateAsync("a|b")).Online);
    }

    [Fact]
    public async Task Typing_goes_to_the_viewers_but_not_back_to_the_sender()
    {
        Assert.Equal(204, (await CallAsync("typing", """["c"]""")).Status());
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
            await CallAsync("typing", """["c"]""");
            _world.Time.Advance(TimeSpan.FromSeconds(8));
        }
        Assert.InRange(_world.Counters.Transactions - before, 1, 2);
    }

    [Fact]
    public async Task A_removed_member_may_type_for_half_a_minute_and_view_not_at_all()
    {
        await CallAsync("typing", """["c"]""");
        await _world.LeavesAsync("c", "ada");
        Assert.Contains("not a member", await AnswerAsync("view", """["c"]"""));
        _world.Time.Advance(_world.Rules.MembershipCache);
        Assert.Contains("not a member", await AnswerAsync("typing", """["c"]"""));
    }

    [Fact]
    public async Task Viewing_joins_and_leaves_the_group()
    {
        await CallAsync("view", """["c"]""");
        _world.SignalR.Verify(signalR => signalR.AddConnectionToGroupAsync("phone", Names.Viewing("acme", "c"), It.IsAny<CancellationToken>()));
        await CallAsync("unview", """["c"]""");
        _world.SignalR.Verify(signalR => signalR.RemoveConnectionFromGroupAsync("phone", Names.Viewing("acme", "c"), It.IsAny<CancellationToken>()));
    }

    [Fact]
    public async Task Watching_answers_with_the_states() => Assert.Equal(
        "{\"type\":3,\"invocationId\":\"1\",\"result\":{\"users\":[{\"user\":\"bob\",\"online\":false}]}}\u001e", await AnswerAsync("watch", """[["bob","bob"]]"""));

    [Theory]
    [InlineData("dance", "[]"), InlineData("typing", "[]"), InlineData("typing", "[7]"), InlineData("view", """[""]"""), InlineData("watch", "[]")]
    [InlineData("watch", """["bob"]"""), InlineData("watch", "[[]]"), InlineData("unwatch", "[[1]]")]
    public async Task What_cannot_be_done_is_a_completion_with_an_error(string method, string arguments)
    {
        var answer = await AnswerAsync(method, arguments);
        Assert.StartsWith("{\"type\":3,\"invocationId\":\"1\",\"error\":\"", answer);
        Assert.EndsWith("}\u001e", answer);
    }

    [Fact]
    public async Task Who_waits_for_no_answer_gets_none() =>
        Assert.Equal(204, (await PostAsync("messages", "dance", """{"type":1,"target":"dance","arguments":[]}""")).Status());

    [Theory]
    [InlineData("""{"type":1,"target":"other","arguments":[]}"""), InlineData("""{"type":6}"""), InlineData("[1]"), InlineData("no json"), InlineData("""{"type":"1"}""")]
    public async Task A_frame_that_is_no_invocation_of_the_method_is_refused(string body) => Assert.Equal(400, (await PostAsync("messages", "typing", body)).Status());

    [Fact]
    public async Task MessagePack_is_refused() =>
        Assert.Equal(415, (await PostAsync("messages", "heartbeat", "\u0095", contentType: "application/x-msgpack")).Status());

    [Fact]
    public async Task Another_hub_category_or_event_is_unknown()
    {
        Assert.Equal(404, (await PostAsync("connections", "connected", "{}", hub: "other")).Status());
        Assert.Equal(404, (await PostAsync("connections", "dreamt", "{}")).Status());
        Assert.Equal(404, (await PostAsync("dreams", "connected", "{}")).Status());
    }

    async Task<string> AnswerAsync(string method, string arguments) => Assert.IsType<ContentResult>(await CallAsync(method, arguments)).Content!;

    Task<IActionResult> CallAsync(string method, string arguments) =>
        PostAsync("messages", method, $$"""{"arguments":{{arguments}},"target":"{{method}}","invocationId":"1","type":1}""");

    Task<IActionResult> PostAsync(string category, string @event, string body, string? signature = "ours", string user = "acme|ada",
        string contentType = "application/json; charset=utf-8", string hub = "messaging")
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = contentType;
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        request.Headers["X-ASRS-Connection-Id"] = "phone";
        request.Headers["X-ASRS-User-Id"] = user;
        if (signature is not null) request.Headers["X-ASRS-Signature"] = signature == "ours" ? Signature() : signature;
        return _world.ReceiveUpstream.RunAsync(request, hub, category, @event, default);
    }

    static string Signature(string connection = "phone") => "sha256=" + Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(PresenceWorld.AccessKey), Encoding.UTF8.GetBytes(connection)));
}
