using Messaging.ServiceBus.Entities;

namespace Messaging.Unit.ServiceBus;

public sealed class When_a_queue_has_sessions
{
    readonly QueueWorld world = new(new QueueDescription { RequiresSession = true, LockDuration = TimeSpan.FromSeconds(30) });

    [Fact]
    public void A_message_without_a_session_is_refused() => Assert.Equal(Refusal.SessionIdMissing, world.Send(Some.Message()));

    [Fact]
    public void The_holder_gets_only_its_own_messages_in_order()
    {
        world.Send(Some.Message("a1", session: "a"), Some.Message("b1", session: "b"), Some.Message("a2", session: "a"));
        var receiver = new Receiver { Credit = 10 };
        world.Accept("a", receiver);
        Assert.Equal(["a1", "a2"], receiver.Bodies);
    }

    [Fact]
    public void A_held_session_cannot_be_accepted_again()
    {
        world.Accept("a", new Receiver());
        Assert.Equal(Refusal.SessionCannotBeLocked("a"), world.Queue.Accept("a", new Receiver(), out _));
    }

    [Fact]
    public void Closing_it_gives_its_messages_back_with_their_counts_unchanged()
    {
        world.Send(Some.Message("a1", session: "a"), Some.Message("a2", session: "a"));
        var first = new Receiver { Credit = 10 };
        world.Accept("a", first);
        world.Close(first);
        var second = new Receiver { Credit = 10 };
        world.Accept("a", second);
        Assert.Equal(["a1", "a2"], second.Bodies);
        Assert.All(second.Delivered, delivery => Assert.Equal(0, delivery.Message.DeliveryCount));
    }

    [Fact]
    public void Losing_its_lock_counts_as_a_failed_delivery()
    {
        world.Send(Some.Message("a1", session: "a"));
        var first = new Receiver { Credit = 10 };
        world.Accept("a", first);
        world.Time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(Refusal.SessionLockLost, world.Settle(first.Delivered[0].Held!, Fate.Complete));
        var second = new Receiver { Credit = 10 };
        world.Accept("a", second);
        Assert.Equal(1, second.Delivered.Single().Message.DeliveryCount);
        Assert.Single(first.Delivered);
    }

    [Fact]
    public void Whoever_waits_longest_gets_the_next_session_that_has_messages()
    {
        var granted = new List<string>();
        foreach (var waiter in new[] { "first", "second" })
            world.Queue.AcceptNext(new SessionRequest(
                new Receiver(), world.Time.GetUtcNow() + TimeSpan.FromMinutes(1), session => granted.Add($"{waiter}:{session.Id}"), _ => { }));
        world.Send(Some.Message(session: "a"));
        world.Send(Some.Message(session: "b"));
        Assert.Equal(["first:a", "second:b"], granted);
    }

    [Fact]
    public void Waiting_ends_at_its_deadline()
    {
        Refusal? refusal = null;
        world.Queue.AcceptNext(new SessionRequest(new Receiver(), world.Time.GetUtcNow() + TimeSpan.FromSeconds(5), _ => { }, late => refusal = late));
        world.Time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(Refusal.NoSession, refusal);
    }

    [Fact]
    public void State_needs_the_lock_and_outlives_it()
    {
        var receiver = new Receiver();
        Assert.Equal(Refusal.SessionLockLost, world.Queue.SetSessionState("a", [1], () => { }));
        world.Accept("a", receiver);
        world.Run(() => Assert.Null(world.Queue.SetSessionState("a", [1, 2], () => { })));
        world.Close(receiver);
        world.Accept("a", new Receiver());
        world.Queue.GetSessionState("a", out var state);
        Assert.Equal([1, 2], state!);
        Assert.Equal(["a"], world.Queue.ListSessions(0, 10));
    }
}
