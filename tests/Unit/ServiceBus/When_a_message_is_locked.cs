using Messaging.ServiceBus.Entities;

namespace Messaging.Unit.ServiceBus;

public sealed class When_a_message_is_locked
{
    readonly QueueWorld world = new(new QueueDescription { LockDuration = TimeSpan.FromSeconds(30), MaxDeliveryCount = 3 });

    [Fact]
    public void Nobody_else_gets_it()
    {
        world.Send(Some.Message());
        world.Attach(credit: 1);
        Assert.Empty(world.Attach(credit: 1).Delivered);
    }

    [Fact]
    public void It_is_delivered_again_with_a_higher_count_when_the_lock_ends()
    {
        world.Send(Some.Message());
        var receiver = world.Attach(credit: 2);
        world.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal([0, 1], receiver.Delivered.Select((_, delivery) => delivery));
        Assert.Equal(1, receiver.Delivered[1].Message.DeliveryCount);
    }

    [Fact]
    public void A_renewed_lock_lasts_from_then_on()
    {
        world.Send(Some.Message());
        var receiver = world.Attach(credit: 2);
        var held = receiver.Delivered[0].Held!;
        world.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Null(world.Queue.Renew([held.Token], out var expirations));
        Assert.Equal(world.Time.GetUtcNow() + TimeSpan.FromSeconds(30), expirations.Single());
        world.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Single(receiver.Delivered);
    }

    [Fact]
    public void A_lock_that_ended_settles_nothing()
    {
        world.Send(Some.Message());
        var held = world.Attach(credit: 1).Delivered[0].Held!;
        world.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(Refusal.MessageLockLost, world.Settle(held, Fate.Complete));
        Assert.Equal(1, world.Queue.ActiveCount);
    }

    [Fact]
    public void It_becomes_a_dead_letter_after_the_last_delivery_allowed()
    {
        world.Send(Some.Message());
        var receiver = world.Attach(credit: 10);
        for (var delivery = 0; delivery < 3; delivery++)
            world.Settle(receiver.Delivered[delivery].Held!, Fate.Abandon);
        Assert.Equal(3, receiver.Delivered.Count);
        Assert.Equal(0, world.Queue.ActiveCount);
        var dead = world.DeadLetters.Peek(0, 1, null).Single();
        Assert.Equal("MaxDeliveryCountExceeded", dead.Content.UserProperties["DeadLetterReason"]);
        Assert.Equal("q", dead.DeadLetterSource);
    }

    [Fact]
    public void Releasing_it_leaves_the_count()
    {
        world.Send(Some.Message());
        var receiver = world.Attach(credit: 2);
        world.Settle(receiver.Delivered[0].Held!, Fate.Release);
        Assert.Equal(0, receiver.Delivered[1].Message.DeliveryCount);
    }

    [Fact]
    public void Abandoning_it_puts_it_back_in_its_place()
    {
        world.Send(Some.Message("first"), Some.Message("second"), Some.Message("third"));
        var receiver = world.Attach(credit: 1);
        receiver.Credit = 1;
        world.Settle(receiver.Delivered[0].Held!, Fate.Abandon);
        Assert.Equal(["first", "first"], receiver.Bodies);
    }

    [Fact]
    public void It_outlives_its_time_to_live_until_the_lock_ends()
    {
        world.Send(Some.Message(ttl: TimeSpan.FromSeconds(10)));
        var receiver = world.Attach(credit: 2);
        world.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(1, world.Queue.ActiveCount);
        world.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(0, world.Queue.ActiveCount);
        Assert.Single(receiver.Delivered);
    }
}
