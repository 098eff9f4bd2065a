using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Plumbing.Queueing;
using Messaging.Send;
using Messaging.Send.Messages;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;

namespace Messaging.Unit.Send;

public sealed class When_other_services_send
{
    const string Good = """{"tenant":"acme","sender":"bot","messages":[{"conversationId":"c","clientMessageId":"1","text":"a"}]}""";

    readonly SendWorld _world = new();
    readonly CaughtQueues _retries = new();
    readonly Mock<ServiceBusMessageActions> _actions = new(MockBehavior.Strict);

    [Fact]
    public async Task Their_messages_become_commands_and_are_left_to_the_host_to_complete()
    {
        await RunAsync(Message(Good));

        var command = _world.Queues.Commands[0][0];
        Assert.Equal(("acme", "bot", "c", "1", "a"), (command.Tenant, command.Sender, command.ConversationId, command.ClientMessageId, command.Text));
        _actions.VerifyNoOtherCalls();
    }

    [Theory]
    [InlineData("""{"sender":"bot","messages":[]}""", "Invalid $")]
    [InlineData("not json", "Invalid $")]
    [InlineData("""{"tenant":"a|b","sender":"bot","messages":[]}""", "Invalid tenant")]
    [InlineData("""{"tenant":"acme","sender":"","messages":[]}""", "Invalid sender")]
    [InlineData("""{"tenant":"acme","sender":"bot","messages":[]}""", "Invalid messages")]
    [InlineData("""{"tenant":"acme","sender":"bot","messages":[null]}""", "Invalid messages[0].conversationId")]
    [InlineData("""{"tenant":"acme","sender":"bot","messages":[{"conversationId":"c","clientMessageId":"1","text":"\u0000"}]}""", "Invalid messages[0].text")]
    public async Task A_bad_one_is_dead_lettered_with_the_field_and_its_neighbours_go_on(string body, string reason)
    {
        var bad = Message(body);
        ExpectDeadLetter(bad, reason);

        await RunAsync(Message(Good), bad, Message(Good));

        Assert.Equal(2, _world.Queues.Texts.Count);
        _actions.VerifyAll();
    }

    [Fact]
    public async Task An_unknown_type_is_dead_lettered()
    {
        var unknown = Message(Good, "send-mesages");
        ExpectDeadLetter(unknown, "Invalid cloudEvents:type");
        await RunAsync(unknown);
        _actions.VerifyAll();
    }

    [Fact]
    public async Task One_that_fails_comes_again_later_and_is_completed_now()
    {
        var message = Message(Good);
        _world.Queues.Accepting = _ => throw new TimeoutException();
        _actions.Setup(actions => actions.CompleteMessageAsync(message, default)).Returns(Task.CompletedTask);

        await RunAsync(message);

        var copy = Assert.Single(_retries.Accepted);
        Assert.Equal(_world.Time.GetUtcNow() + RetryLater.Delay(1), copy.ScheduledEnqueueTime);
        _actions.VerifyAll();
    }

    Task RunAsync(params ServiceBusReceivedMessage[] messages) =>
        new TakeMessages(_world.Messages, _world.Outbox, _world.Schedule, new RetryLater(_retries, _world.Time), _world.Time, NullLogger<TakeMessages>.Instance)
            .RunAsync(messages, _actions.Object, default);

    void ExpectDeadLetter(ServiceBusReceivedMessage message, string reason) => _actions
        .Setup(actions => actions.DeadLetterMessageAsync(message, null, reason, It.IsAny<string>(), default)).Returns(Task.CompletedTask);

    static ServiceBusReceivedMessage Message(string body, string type = FactTypes.SendMessages) => ServiceBusModelFactory.ServiceBusReceivedMessage(
        new BinaryData(body), messageId: "m", properties: new Dictionary<string, object> { [Envelope.Type] = type });
}
