using Azure.Messaging.ServiceBus;
using Messaging.Plumbing.Queueing;

namespace Messaging.Unit.FanOut;

public sealed class When_a_batch_is_more_than_its_time_allows
{
    const int Conversations = 6_000, PerMessage = 200;

    readonly FanOutWorld _world = new() { SendTakes = TimeSpan.FromMilliseconds(15) };

    public When_a_batch_is_more_than_its_time_allows()
    {
        foreach (var number in Enumerable.Range(0, Conversations)) _world.HasMembers($"c{number}", "ann");
    }

    [Fact]
    public async Task Each_conversation_is_delivered_once_and_hinted_once()
    {
        await UntilNothingComesBackAsync();

        Assert.Equal(Conversations, _world.Entries.Count);
        Assert.Equal(Conversations, _world.Entries.Select(sent => sent.Group).Distinct().Count());
        Assert.Equal(Conversations, _world.Hints.SelectMany(hint => hint.Touches).Count());
    }

    [Fact]
    public async Task What_was_not_begun_comes_again_at_once_and_no_attempt_is_counted()
    {
        var batch = Batch();
        await _world.RunAsync(batch);

        var later = _world.Retries;
        Assert.Equal(batch[^later.Count..].Select(message => message.Body.ToString()), later.Select(copy => copy.Body.ToString()));
        Assert.NotEmpty(later);
        Assert.All(later, copy => Assert.False(copy.ApplicationProperties.ContainsKey(RetryLater.Attempt)));
        Assert.All(later, copy => Assert.Equal(default, copy.ScheduledEnqueueTime));
        Assert.Equal(batch[^later.Count..], _world.Actions.Invocations.Select(call => call.Arguments[0]));
    }

    [Fact]
    public async Task What_cannot_be_sent_again_is_abandoned_untouched()
    {
        _world.FailingQueues.Add("fanout");

        var batch = Batch();
        await _world.RunAsync(batch);

        Assert.Contains(_world.Actions.Invocations, call => call.Method.Name == "AbandonMessageAsync" && ReferenceEquals(call.Arguments[0], batch[^1]));
        Assert.DoesNotContain(_world.Actions.Invocations, call => call.Method.Name == "CompleteMessageAsync");
    }

    async Task UntilNothingComesBackAsync()
    {
        var seen = 0;
        for (var batch = Batch(); batch.Length > 0;)
        {
            await _world.RunAsync(batch);
            var copies = _world.Retries.Skip(seen).ToList();
            seen += copies.Count;
            batch = [.. copies.Select(copy => ServiceBusModelFactory.ServiceBusReceivedMessage(copy.Body, copy.MessageId, properties: copy.ApplicationProperties))];
        }
    }

    static ServiceBusReceivedMessage[] Batch() =>
    [
        .. Enumerable.Range(0, Conversations).Chunk(PerMessage)
            .Select(numbers => Some.Appended([.. numbers.Select(number => Some.Append($"c{number}", Some.Message(1)))])),
    ];
}
