using Messaging.ServiceBus.Entities;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Unit.ServiceBus;

/// <summary>Operations on a queue without sessions and on its model, chosen by numbers.</summary>
sealed class RandomQueue : IDisposable
{
    static readonly QueueDescription Description = new()
    {
        LockDuration = TimeSpan.FromSeconds(30),
        MaxDeliveryCount = 3,
        DeadLetteringOnMessageExpiration = true,
        RequiresDuplicateDetection = true,
        DuplicateDetectionHistoryTimeWindow = TimeSpan.FromSeconds(40),
    };

    static readonly Fate[] Fates = [Fate.Complete, Fate.Abandon, Fate.Defer, Fate.DeadLetter, Fate.Release];

    readonly FakeTimeProvider time = new(DateTimeOffset.Parse("2030-01-01T00:00:00Z"));
    readonly QueueModel model = new(Description);
    readonly DurableQueue queue;
    readonly List<Guid> ended = [];
    Receiver receiver = new();
    int lastBody;

    public RandomQueue()
    {
        queue = new DurableQueue(Description, time);
        queue.Queue.Attach(receiver);
    }

    DateTimeOffset Now => time.GetUtcNow();

    public void Do(int operation, int argument)
    {
        Action action = (operation % 16) switch
        {
            0 => () => Send(argument % 3 + 1),
            1 => () => Send(1, id: $"{argument % 5}"),
            2 => () => Send(argument % 2 + 1, ttl: TimeSpan.FromSeconds(argument % 50 + 1)),
            3 => () => Send(1, dueIn: TimeSpan.FromSeconds(argument % 90 + 1), ttl: argument % 2 == 0 ? TimeSpan.FromSeconds(20) : null),
            4 => () => Cancel(argument),
            5 or 6 or 7 => Receive,
            8 or 9 => () => Settle(argument),
            10 => () => Renew(argument),
            11 => ReceiveDeferred,
            12 => () => Advance(argument % 45),
            13 => Flush,
            14 => Crash,
            _ => Restart,
        };
        action();
        Compare();
    }

    void Send(int count, string? id = null, TimeSpan? ttl = null, TimeSpan? dueIn = null)
    {
        var due = Now + dueIn;
        var bodies = Enumerable.Range(0, count).Select(_ => $"{++lastBody}").ToList();
        Assert.Null(queue.Queue.Send([.. bodies.Select(body => Some.Message(body, id: id, ttl: ttl, scheduledFor: due))], _ => { }));
        bodies.ForEach(body => model.Send(body, Now, id, ttl, due));
    }

    void Cancel(int argument)
    {
        var scheduled = model.Rows.Where(row => row.State == MessageState.Scheduled).ToList();
        if (scheduled.Count == 0)
        {
            Assert.Equal(Refusal.MessageNotFound, queue.Queue.CancelScheduled([argument], () => { })!.Condition);
            return;
        }
        var chosen = scheduled[argument % scheduled.Count];
        Assert.Null(queue.Queue.CancelScheduled([chosen.Number], () => { }));
        model.Remove(chosen);
    }

    void Receive()
    {
        receiver.Delivered.Clear();
        receiver.Credit = 1;
        queue.Queue.Deliver();
        receiver.Credit = 0;
        var expected = model.NextReady();
        Assert.Equal((expected?.Body, expected?.Count), (receiver.Bodies.SingleOrDefault(), receiver.Delivered.SingleOrDefault().Message?.DeliveryCount));
        if (expected is not null)
            model.Lock(expected, receiver.Delivered[0].Held!.Token, Now);
    }

    void Settle(int argument)
    {
        var fate = Fates[argument % Fates.Length];
        if (ended.Count > 0)
            Assert.Equal(Refusal.MessageLockLost, queue.Queue.Settle(ended[argument % ended.Count], new Settlement(fate), () => { }));
        if (model.Held is not { Count: > 0 } held)
            return;
        var row = held[argument % held.Count];
        Assert.Null(queue.Queue.Settle(row.Token!.Value, new Settlement(fate), () => { }));
        ended.Add(row.Token.Value);
        model.Settle(row, fate, Now);
    }

    void Renew(int argument)
    {
        if (model.Held is not { Count: > 0 } held)
            return;
        var row = held[argument % held.Count];
        Assert.Null(queue.Queue.Renew([row.Token!.Value], out _));
        model.Lock(row, row.Token.Value, Now);
    }

    void ReceiveDeferred()
    {
        Flush();
        if (model.Rows.Find(row => row is { State: MessageState.Deferred, Token: null }) is not { } deferred)
            return;
        Assert.Null(queue.Queue.ReceiveDeferred([deferred.Number], null, false, found => model.Lock(deferred, found[0].Held!.Token, Now)));
        Flush();
    }

    void Advance(int seconds)
    {
        var before = model.Held;
        time.Advance(TimeSpan.FromSeconds(seconds));
        queue.Queue.Advance();
        model.Advance(Now);
        ended.AddRange(before.Select(row => row.Token!.Value).Except(model.Held.Select(row => row.Token!.Value)));
    }

    void Flush()
    {
        queue.Flush();
        queue.Queue.Advance();
        queue.Flush();
        model.Flush(Now);
        model.Flush(Now);
    }

    void Crash()
    {
        ended.AddRange(model.Held.Select(row => row.Token!.Value));
        queue.Crash();
        receiver = new Receiver();
        queue.Queue.Attach(receiver);
        model.Crash(Now);
    }

    public void Restart()
    {
        Flush();
        Crash();
    }

    public void Compare()
    {
        var found = queue.Queue.Peek(0, int.MaxValue, null).Select(message => (Some.BodyOf(message.Content), message.SequenceNumber, message.State, message.DeliveryCount));
        Assert.Equal(model.Rows.OrderBy(row => row.Number).Select(row => (row.Body, row.Number, row.State, row.Count)), found);
        Assert.Equal(model.Dead.Order(), queue.DeadLetters.Peek(0, int.MaxValue, null).Select(message => Some.BodyOf(message.Content)).Order());
    }

    public void Dispose() => queue.Dispose();
}
