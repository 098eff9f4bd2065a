using Messaging.Unit.Sync;

namespace Messaging.Unit.Presence;

public sealed class When_the_service_calls_upstream : IAsyncLifetime
{
    readonly PresenceWorld _world = new();

    public Task InitializeAsync() => _world.InitializeAsync();

    public Task DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_connection_is_a_device()
    {
        Assert.Equal(204, (await _world.PostAsync("connections", "connected", """{"type":10}""")).Status());
        Assert.True((await _world.StateAsync("ada")).Online);
        Assert.Equal(204, (await _world.PostAsync("connections", "disconnected", """{"Type":11,"Error":""}""")).Status());
        await _world.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.False((await _world.StateAsync("ada")).Online);
    }

    [Fact]
    public async Task A_heartbeat_is_kept()
    {
        await _world.CallAsync("heartbeat", "[]");
        Assert.True((await _world.StateAsync("ada")).Online);
    }

    [Theory]
    [InlineData("connected by nobody", null), InlineData("a wrong signature", "sha256=00"), InlineData("a signature of another connection", "other")]
    public async Task Without_the_services_signature_it_is_refused(string situation, string? signature)
    {
        if (signature == "other") signature = UpstreamCalls.Signature("other");
        Assert.True((await _world.PostAsync("connections", "connected", "{}", signature)).Status() == 401, situation);
        Assert.Null((await _world.StateAsync("ada")).LastSeen);
        Assert.False((await _world.StateAsync("ada")).Online);
    }

    [Fact]
    public async Task Signed_with_one_of_two_keys_it_is_taken() =>
        Assert.Equal(204, (await _world.PostAsync("connections", "connected", "{}", $"sha256={new string('0', 64)},{UpstreamCalls.Signature()}")).Status());

    [Theory]
    [InlineData(""), InlineData("ada"), InlineData("|ada"), InlineData("acme|")]
    public async Task A_user_that_is_not_ours_is_refused(string user) =>
        Assert.Equal(400, (await _world.PostAsync("connections", "connected", "{}", user: user)).Status());

    [Fact]
    public async Task A_separator_in_a_user_belongs_to_the_user()
    {
        await _world.PostAsync("connections", "connected", "{}", user: "acme|a|b");
        Assert.True((await _world.StateAsync("a|b")).Online);
    }

    [Fact]
    public async Task Who_waits_for_no_answer_gets_none() =>
        Assert.Equal(204, (await _world.PostAsync("messages", "dance", """{"type":1,"target":"dance","arguments":[]}""")).Status());

    [Theory]
    [InlineData("""{"type":1,"target":"other","arguments":[]}"""), InlineData("""{"type":6}"""), InlineData("[1]"), InlineData("no json"), InlineData("""{"type":"1"}""")]
    public async Task A_frame_that_is_no_invocation_of_the_method_is_refused(string body) => Assert.Equal(400, (await _world.PostAsync("messages", "typing", body)).Status());

    [Fact]
    public async Task MessagePack_is_refused() =>
        Assert.Equal(415, (await _world.PostAsync("messages", "heartbeat", "\u0095", contentType: "application/x-msgpack")).Status());

    [Fact]
    public async Task Another_hub_category_or_event_is_unknown()
    {
        Assert.Equal(404, (await _world.PostAsync("connections", "connected", "{}", hub: "other")).Status());
        Assert.Equal(404, (await _world.PostAsync("connections", "dreamt", "{}")).Status());
        Assert.Equal(404, (await _world.PostAsync("dreams", "connected", "{}")).Status());
    }
}
