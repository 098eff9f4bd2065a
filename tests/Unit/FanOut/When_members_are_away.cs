using System.Net;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.FanOut.Push;
using Messaging.Plumbing.Queueing;
using Moq;

namespace Messaging.Unit.FanOut;

public sealed class When_members_are_away
{
    readonly FanOutWorld _world = new();
    readonly PushWorld _push;

    public When_members_are_away()
    {
        _push = new(_world);
        _world.Push.Targets.Add(new() { Tenant = "acme", Webhook = new("https://push.example/missed"), Secret = PushWorld.Secret });
        _world.HasMembers("a", "ann", "bob", "eve");
    }

    [Fact]
    public async Task The_webhook_hears_who_is_offline_and_who_is_mentioned()
    {
        _push.Online.UnionWith(["acme|ann", "acme|bob"]);
        await DeliverAsync(Some.Append("a", Some.Message(1), Some.Message(2, text: "Bob!") with { Mentions = ["bob"] }));

        var missed = Assert.Single(_push.Received).Missed;
        Assert.Equal((MissedBy.Type, "acme", "a", "e1"), (missed.Type, missed.Tenant, missed.ConversationId, missed.Epoch));
        Assert.Equal(["1: [] [eve]", "2: [bob] [eve]"],
            missed.Messages.Select(it => $"{it.Entry.Seq}: [{string.Join(',', it.Mentioned)}] [{string.Join(',', it.Offline)}]"));
    }

    [Fact]
    public async Task It_is_told_nothing_when_everyone_is_there()
    {
        _push.Online.UnionWith(["acme|bob", "acme|eve"]);
        await DeliverAsync(Some.Append("a", Some.Message(1)));
        Assert.Empty(_push.Received);
    }

    [Fact]
    public async Task In_a_large_conversation_only_mentions_count_and_nobody_is_asked_about()
    {
        var large = Some.Append("a", Some.Message(1), Some.Message(2) with { Mentions = ["eve"] }) with { MemberCount = 1000 };
        await DeliverAsync(large);

        var message = Assert.Single(Assert.Single(_push.Received).Missed.Messages);
        Assert.Equal((2, "eve", 0), (message.Entry.Seq, Assert.Single(message.Mentioned), message.Offline.Count));
        Assert.Equal(0, _push.Asked);
    }

    [Fact]
    public async Task Other_kinds_and_other_tenants_cost_nothing()
    {
        await _world.RunAsync(Some.Appended(
            Some.Append("a", Some.Members(1, EntryKinds.MembersAdded, "bob")), Some.Append("a", Some.Message(1)) with { Tenant = "other" }));
        Assert.Empty(_world.Notifications);
    }

    [Fact]
    public async Task A_service_that_fails_is_told_again_later_under_the_same_id()
    {
        _push.Answer = HttpStatusCode.ServiceUnavailable;
        await DeliverAsync(Some.Append("a", Some.Message(1)));
        var copy = Assert.Single(_world.Notifications, message => message.ApplicationProperties.ContainsKey(RetryLater.Attempt));
        Assert.Equal(_world.Time.GetUtcNow() + RetryLater.Delay(1), copy.ScheduledEnqueueTime);

        _push.Answer = HttpStatusCode.NoContent;
        await _push.NotifyAsync(copy);
        Assert.Single(_push.Received.Select(it => it.Id).Distinct());
        Assert.Equal(2, _push.Received.Count);
    }

    [Fact]
    public async Task After_the_last_attempt_it_is_dead_lettered_with_the_reason()
    {
        _push.Answer = HttpStatusCode.Found;
        await _world.RunAsync(Some.Appended(Some.Append("a", Some.Message(1))));
        var last = Assert.Single(_world.Notifications);
        last.ApplicationProperties[RetryLater.Attempt] = RetryLater.MaxAttempts - 1;
        await _push.NotifyAsync(last);

        _world.Actions.Verify(actions => actions.DeadLetterMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), null,
            "12 attempts failed, the last with HttpRequestException", It.Is<string>(why => why.Contains("302")), default), Times.Once);
    }

    [Fact]
    public async Task What_it_gets_is_signed_as_Standard_Webhooks_says()
    {
        await DeliverAsync(Some.Append("a", Some.Message(1)));
        var (id, timestamp, signature, body, _) = Assert.Single(_push.Received);
        Assert.Equal(_world.Time.GetUtcNow().ToUnixTimeSeconds(), timestamp);
        Assert.Equal(WebhookSignature.Of(PushWorld.Secret, id, timestamp, body), signature);

        // The example that the specification's own libraries test with.
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", WebhookSignature.Of(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""u8));
    }

    async Task DeliverAsync(Append append)
    {
        await _world.RunAsync(Some.Appended(append));
        foreach (var message in _world.Notifications) await _push.NotifyAsync(message);
        Assert.Single(_world.Entries);
    }
}
