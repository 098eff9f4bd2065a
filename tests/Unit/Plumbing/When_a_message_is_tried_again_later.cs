using Azure.Messaging.ServiceBus;
using Messaging.Plumbing;
using Messaging.Plumbing.Queueing;
using Microsoft.Extensions.Time.Testing;
using Moq;

namespace Messaging.Unit.Plumbing;

public sealed class When_a_message_is_tried_again_later
{
    readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));
    readonly Mock<QueueSender> _queues = new(null!, new Ids());
    ServiceBusMessage? _copy;

    public When_a_message_is_tried_again_later() => _queues
        .Setup(queues => queues.SendAsync("sync", It.IsAny<ServiceBusMessage>(), default))
        .Callback((string _, ServiceBusMessage copy, CancellationToken _) => _copy = copy).Returns(Task.CompletedTask);

    [Fact]
    public async Task Its_copy_says_what_it_is_since_when_and_how_often()
    {
        Assert.Null(await TryAgainAsync(attempt: null));
        Assert.Equal((1, _time.GetUtcNow().AddHours(-1)), (_copy!.ApplicationProperties["attempt"], _copy.ApplicationProperties["firstSeen"]));
        Assert.Equal("inbox-touched", _copy.ApplicationProperties[Envelope.Type]);
        Assert.Equal("body", _copy.Body.ToString());
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(1, 2)]
    [InlineData(4, 16)]
    [InlineData(10, 300)]
    public async Task It_comes_later_each_time_up_to_five_minutes(int? attempt, int seconds)
    {
        await TryAgainAsync(attempt);
        Assert.Equal(_time.GetUtcNow().AddSeconds(seconds), _copy!.ScheduledEnqueueTime);
    }

    [Fact]
    public async Task Each_copy_has_its_own_id_within_the_128_characters_that_Service_Bus_allows()
    {
        await TryAgainAsync(attempt: null);
        var first = _copy!.MessageId;
        await TryAgainAsync(attempt: 1);

        Assert.NotEqual(first, _copy.MessageId);
        Assert.InRange(first.Length, 1, 128);
    }

    [Fact]
    public async Task After_twelve_attempts_it_is_told_why_it_belongs_into_the_dead_letter_queue()
    {
        Assert.Equal("12 attempts failed, the last with TimeoutException", await TryAgainAsync(attempt: 11));
        Assert.Null(_copy);
    }

    Task<string?> TryAgainAsync(int? attempt)
    {
        var properties = new Dictionary<string, object> { [Envelope.Type] = "inbox-touched" };
        if (attempt is { } count) properties[RetryLater.Attempt] = count;
        var message = ServiceBusModelFactory.ServiceBusReceivedMessage(
            new BinaryData("body"), messageId: new string('m', 128), properties: properties, enqueuedTime: _time.GetUtcNow().AddHours(-1));
        return new RetryLater(_queues.Object, _time).TryAgainAsync("sync", message, new TimeoutException(), default);
    }
}
