using Messaging.ServiceBus.Entities;

namespace Messaging.Unit.ServiceBus;

public sealed class When_a_queue_delivers
{
    [Fact]
    public void Receivers_with_credit_take_turns()
    {
        var world = new QueueWorld();
        var receivers = new[] { world.Attach(credit: 2), world.Attach(credit: 2) };
        world.Send([.. Enumerable.Range(0, 6).Select(number => Some.Message($"{number}"))]);
        Assert.All(receivers, receiver => Assert.Equal(2, receiver.Delivered.Count));
        Assert.Equal(["0", "1", "2", "3"], receivers.SelectMany(receiver => receiver.Bodies).Order());
    }

    [Fact]
    public void A_message_that_cannot_leave_goes_to_the_next_receiver()
    {
        var world = new QueueWorld();
        world.Attach(credit: 1).IsGone = true;
        var other = world.Attach(credit: 1);
        world.Send(Some.Message("only"));
        Assert.Equal(["only"], other.Bodies);
        Assert.Equal(0, other.Delivered[0].Message.DeliveryCount);
    }

    [Fact]
    public void Deletion_on_delivery_leaves_nothing_behind()
    {
        var world = new QueueWorld();
        var receiver = world.Attach(credit: 5, deletes: true);
        world.Send(Some.Message("a"), Some.Message("b"));
        Assert.Equal(["a", "b"], receiver.Bodies);
        Assert.Equal(0, world.Queue.ActiveCount);
    }

    [Fact]
    public void A_deleted_message_that_cannot_leave_returns()
    {
        var world = new QueueWorld();
        world.Attach(credit: 1, deletes: true).IsGone = true;
        world.Send(Some.Message());
        Assert.Equal(1, world.Queue.ActiveCount);
    }

    [Fact]
    public void A_deferred_message_waits_for_its_number()
    {
        var world = new QueueWorld();
        world.Send(Some.Message("later"));
        var receiver = world.Attach(credit: 5);
        world.Settle(receiver.Delivered[0].Held!, Fate.Defer);
        Assert.Single(receiver.Delivered);
        var received = new List<Message>();
        world.Run(() => Assert.Null(world.Queue.ReceiveDeferred([1], null, false, found => received.AddRange(found.Select(each => each.Message)))));
        Assert.Equal("later", Some.BodyOf(received.Single().Content));
        Assert.Equal(Refusal.MessageNotFound, world.Queue.ReceiveDeferred([1], null, false, _ => { })!.Condition);
    }

    [Fact]
    public void A_scheduled_message_comes_at_its_time_with_a_new_number()
    {
        var world = new QueueWorld();
        var receiver = world.Attach(credit: 5);
        world.Send(Some.Message("later", scheduledFor: world.Time.GetUtcNow() + TimeSpan.FromSeconds(30)));
        world.Send(Some.Message("now"));
        Assert.Equal(["now"], receiver.Bodies);
        world.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(["now", "later"], receiver.Bodies);
        Assert.Equal(3, receiver.Delivered[1].Message.SequenceNumber);
    }

    [Fact]
    public void A_duplicate_within_the_window_is_dropped()
    {
        var world = new QueueWorld(new QueueDescription { RequiresDuplicateDetection = true, DuplicateDetectionHistoryTimeWindow = TimeSpan.FromMinutes(1) });
        world.Send(Some.Message(id: "x"), Some.Message(id: "x"));
        world.Send(Some.Message(id: "x"));
        Assert.Equal(1, world.Queue.ActiveCount);
        world.Time.Advance(TimeSpan.FromMinutes(2));
        world.Send(Some.Message(id: "x"));
        Assert.Equal(2, world.Queue.ActiveCount);
    }

    [Fact]
    public void A_full_queue_refuses()
    {
        var world = new QueueWorld(new QueueDescription { MaxSizeInMegabytes = 1 });
        var half = Some.Message(new string('x', 600 * 1024));
        Assert.Null(world.Send(half));
        Assert.Equal(Refusal.QuotaExceeded, world.Send(half)!.Condition);
    }
}
