using System.Text;
using Messaging.Plumbing;
using Messaging.Route.Live;

namespace Messaging.Unit.Route;

public class When_many_publish_at_once
{
    readonly RecordedQueue _queue = new();
    readonly FanOutPublisher _publisher;

    public When_many_publish_at_once() => _publisher = new(_queue, new Ids());

    [Fact]
    public async Task They_share_the_message_after_the_one_under_way()
    {
        var sent = new TaskCompletionSource();
        _queue.Before = () => sent.Task;

        var all = Enumerable.Range(0, 50).Select(i => _publisher.PublishAsync([Rejection($"{i}")], default)).ToList();
        sent.SetResult();
        await Task.WhenAll(all);

        Assert.InRange(_queue.Messages.Count, 1, 2);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), _queue.Rejections.Select(it => it.ClientMessageId));
    }

    [Fact]
    public async Task A_message_takes_as_much_as_the_queue_allows()
    {
        await _publisher.PublishAsync([.. Enumerable.Range(0, 100).Select(i => Rejection($"{i}", bytes: 10_000))], default);

        Assert.Equal(5, _queue.Messages.Count);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), _queue.Rejections.Select(it => it.ClientMessageId));
    }

    [Fact]
    public async Task A_failed_send_fails_those_who_were_in_it_and_no_other()
    {
        _queue.Before = () => throw new TimeoutException();
        await Assert.ThrowsAsync<TimeoutException>(() => _publisher.PublishAsync([Rejection("1")], default));
        _queue.Before = () => Task.CompletedTask;

        await _publisher.PublishAsync([Rejection("2")], default);

        Assert.Equal(["2"], _queue.Rejections.Select(it => it.ClientMessageId));
    }

    [Fact]
    public async Task Nothing_to_publish_sends_nothing()
    {
        await _publisher.PublishAsync([], default);
        Assert.Empty(_queue.Messages);
    }

    static Publication Rejection(string id, int bytes = 0) => new(IsAppend: false, Encoding.UTF8.GetBytes(
        $$"""{"tenant":"acme","sender":"ann","conversationId":"c","clientMessageId":"{{id}}","reason":"{{new string('x', bytes)}}"}"""));
}
