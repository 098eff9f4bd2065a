using Azure.Messaging.ServiceBus;
using Azure.Messaging.ServiceBus.Administration;
using Messaging.ServiceBus;

namespace Messaging.Conformance.ServiceBus;

public sealed class When_a_topic_has_subscriptions : IAsyncLifetime
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    Bus bus = null!;

    public async Task InitializeAsync() => bus = await Bus.WithAsync(
        new BrokerOptions(), [], [new CreateSubscriptionOptions("t", "all"), new CreateSubscriptionOptions("t", "some"), new CreateSubscriptionOptions("t", "sessions") { RequiresSession = true }]);

    [Fact]
    public async Task Each_gets_its_own_copy()
    {
        await SendAsync(new ServiceBusMessage("copy"));
        foreach (var subscription in new[] { "all", "some" })
        {
            var receiver = bus.Client.CreateReceiver("t", subscription);
            var message = await receiver.ReceiveMessageAsync(Soon);
            Assert.Equal("copy", message.Body.ToString());
            await receiver.CompleteMessageAsync(message);
        }
    }

    [Fact]
    public async Task Only_messages_that_a_rule_matches_are_copied()
    {
        var rules = bus.Client.CreateRuleManager("t", "some");
        await rules.DeleteRuleAsync(RuleProperties.DefaultRuleName);
        await rules.CreateRuleAsync("subject", new CorrelationRuleFilter { Subject = "red", ApplicationProperties = { ["n"] = 5 } });
        await rules.CreateRuleAsync("sql", new SqlRuleFilter("n > 10 AND color LIKE 'b%'"));
        await SendAsync(
            new ServiceBusMessage("no") { Subject = "red" },
            new ServiceBusMessage("correlated") { Subject = "red", ApplicationProperties = { ["n"] = 5 } },
            new ServiceBusMessage("neither") { ApplicationProperties = { ["n"] = 11, ["color"] = "red" } },
            new ServiceBusMessage("sql") { ApplicationProperties = { ["n"] = 11L, ["color"] = "blue" } });
        var receiver = bus.Client.CreateReceiver("t", "some", new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        Assert.Equal("correlated", (await receiver.ReceiveMessageAsync(Soon)).Body.ToString());
        Assert.Equal("sql", (await receiver.ReceiveMessageAsync(Soon)).Body.ToString());
        Assert.Null(await receiver.PeekMessageAsync());
    }

    [Fact]
    public async Task Rules_are_listed_and_known_names_refused()
    {
        var rules = bus.Client.CreateRuleManager("t", "some");
        await rules.CreateRuleAsync("sql", new SqlRuleFilter("n = 1"));
        var names = new List<string>();
        await foreach (var rule in rules.GetRulesAsync())
            names.Add(rule.Name);
        Assert.Equal(["$Default", "sql"], names.Order());
        var twice = await Assert.ThrowsAsync<ServiceBusException>(() => rules.CreateRuleAsync("sql", new TrueRuleFilter()));
        Assert.Equal(ServiceBusFailureReason.MessagingEntityAlreadyExists, twice.Reason);
        var missing = await Assert.ThrowsAsync<ServiceBusException>(() => rules.DeleteRuleAsync("other"));
        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, missing.Reason);
    }

    [Fact]
    public async Task A_scheduled_message_is_copied_at_its_time()
    {
        await bus.Client.CreateSender("t").ScheduleMessageAsync(new ServiceBusMessage("later"), TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(1));
        Assert.Equal("later", (await bus.Client.CreateReceiver("t", "all").ReceiveMessageAsync(Soon)).Body.ToString());
    }

    [Fact]
    public async Task Sessions_work_and_a_message_without_one_becomes_a_dead_letter()
    {
        await SendAsync(new ServiceBusMessage("with") { SessionId = "x" }, new ServiceBusMessage("without"));
        await using var session = await bus.Client.AcceptNextSessionAsync("t", "sessions");
        Assert.Equal("with", (await session.ReceiveMessageAsync(Soon)).Body.ToString());
        var dead = bus.Client.CreateReceiver("t", "sessions", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        Assert.Equal("without", (await dead.ReceiveMessageAsync(Soon)).Body.ToString());
    }

    Task SendAsync(params ServiceBusMessage[] messages) => bus.Client.CreateSender("t").SendMessagesAsync(messages);

    public async Task DisposeAsync() => await bus.DisposeAsync();
}
