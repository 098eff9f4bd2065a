using Azure.Messaging.ServiceBus;
using Messaging.Plumbing.Queueing;
using Moq;

namespace Messaging.Unit.FanOut;

public sealed class When_a_part_of_a_batch_fails
{
    readonly FanOutWorld _world = new();

    public When_a_part_of_a_batch_fails()
    {
        _world.HasMembers("a", "ann");
        _world.HasMembers("b", "ann");
    }

    [Fact]
    public async Task Only_queue_messages_that_carried_the_failed_conversation_come_again()
    {
        _world.FailingGroups.Add("c|acme|b");
        var (good, bad) = (Some.Appended(Some.Append("a", Some.Message(1))), Some.Appended(Some.Append("a", Some.Message(2)), Some.Append("b", Some.Message(1))));

        await _world.RunAsync(good, bad);

        var copy = Assert.Single(_world.Retries);
        Assert.Equal(bad.Body.ToString(), copy.Body.ToString());
        Assert.Equal((1, _world.Time.GetUtcNow() + RetryLater.Delay(1)), (copy.ApplicationProperties[RetryLater.Attempt], copy.ScheduledEnqueueTime));
        _world.Actions.Verify(actions => actions.CompleteMessageAsync(bad, default), Times.Once);
        _world.Actions.VerifyNoOtherCalls();
        Assert.Equal([1, 2], Assert.Single(_world.Entries).Event.Entries.Select(entry => entry.Seq));
    }

    [Theory]
    [InlineData("not json", "entries-appended", "Invalid $")]
    [InlineData("""{"appends":[null]}""", "entries-appended", "Invalid body")]
    [InlineData("""{"appends":null}""", "entries-appended", "Invalid $.appends")]
    [InlineData("""{"appends":[{"tenant":"acme"}]}""", "entries-appended", "Invalid $.appends[0]")]
    [InlineData("""{"tenant":"acme","moves":[{"conversationId":"a","user":"ann"}]}""", "cursors-moved", "Invalid $.moves[0]")]
    [InlineData("{}", "entries-apended", "Invalid cloudEvents:type")]
    public async Task A_bad_one_is_dead_lettered_and_its_neighbours_go_on(string body, string type, string reason)
    {
        var bad = Some.Body(new BinaryData(body), type);
        await _world.RunAsync(Some.Appended(Some.Append("a", Some.Message(1))), bad);

        _world.Actions.Verify(actions => actions.DeadLetterMessageAsync(bad, null, reason, It.IsAny<string>(), default), Times.Once);
        _world.Actions.VerifyNoOtherCalls();
        Assert.Single(_world.Entries);
        Assert.Empty(_world.Retries);
    }

    [Fact]
    public async Task One_that_failed_twelve_times_is_dead_lettered()
    {
        _world.FailingGroups.Add("c|acme|b");
        var last = ServiceBusModelFactory.ServiceBusReceivedMessage(
            Some.Appended(Some.Append("b", Some.Message(1))).Body, messageId: "m",
            properties: new Dictionary<string, object> { [Envelope.Type] = "entries-appended", [RetryLater.Attempt] = RetryLater.MaxAttempts - 1 });

        await _world.RunAsync(last);

        _world.Actions.Verify(actions => actions.DeadLetterMessageAsync(last, null, It.Is<string>(reason => reason.StartsWith("12 attempts")), It.IsAny<string>(), default));
        Assert.Empty(_world.Retries);
    }

    [Fact]
    public async Task One_whose_copy_cannot_be_sent_is_abandoned_alone()
    {
        _world.FailingGroups.Add("c|acme|b");
        _world.FailingQueues.Add("fanout");
        var bad = Some.Appended(Some.Append("b", Some.Message(1)));
        await _world.RunAsync(Some.Appended(Some.Append("a", Some.Message(1))), bad);

        _world.Actions.Verify(actions => actions.AbandonMessageAsync(bad, null, default), Times.Once);
        _world.Actions.VerifyNoOtherCalls();
    }
}
