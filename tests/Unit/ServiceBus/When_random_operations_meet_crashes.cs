using FsCheck.Xunit;
using Messaging.ServiceBus.Entities;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Unit.ServiceBus;

/// <summary>The queue and its journal against the model: about 10,000 operations, a crash among every dozen.</summary>
public sealed class When_random_operations_meet_crashes
{
    static readonly QueueDescription Description = new() { LockDuration = TimeSpan.FromSeconds(30), MaxDeliveryCount = 3 };
    static readonly Fate[] Fates = [Fate.Complete, Fate.Abandon, Fate.Defer, Fate.DeadLetter, Fate.Release];

    [Property(MaxTest = 200, StartSize = 100, EndSize = 100)]
    public void Nothing_acknowledged_is_lost_doubled_or_out_of_order(byte[] choices)
    {
        using var world = new World();
        foreach (var choice in choices)
            world.Do(choice);
        world.Flush();
        world.Compare();
    }

    sealed class World : IDisposable
    {
        readonly FakeTimeProvider time = new(DateTimeOffset.Parse("2030-01-01T00:00:00Z"));
        readonly QueueModel model = new(Description.MaxDeliveryCount, Description.LockDuration);
        readonly DurableQueue queue;
        Receiver receiver = new();
        int lastBody;

        public World()
        {
            queue = new DurableQueue(Description, time);
            queue.Queue.Attach(receiver);
        }

        DateTimeOffset Now => time.GetUtcNow();

        public void Do(byte choice)
        {
            var argument = choice / 13;
            switch (choice % 13)
            {
                case 0 or 1:
                    Send(argument % 3 + 1);
                    break;
                case 2:
                    Schedule(argument * 5);
                    break;
                case 3 or 4 or 5:
                    Receive();
                    break;
                case 6 or 7 or 8:
                    Settle(argument);
                    break;
                case 9:
                    ReceiveDeferred();
                    break;
                case 10:
                    Advance(argument * 3);
                    break;
                case 11:
                    Flush();
                    break;
                default:
                    Crash();
                    break;
            }
            Compare();
        }

        void Send(int count)
        {
            var bodies = Enumerable.Range(0, count).Select(_ => $"{++lastBody}").ToList();
            Assert.Null(queue.Queue.Send([.. bodies.Select(body => Some.Message(body))], _ => { }));
            bodies.ForEach(body => model.Send(body));
        }

        void Schedule(int seconds)
        {
            var (body, due) = ($"{++lastBody}", Now + TimeSpan.FromSeconds(seconds + 1));
            Assert.Null(queue.Queue.Send([Some.Message(body, scheduledFor: due)], _ => { }));
            model.Send(body, due);
        }

        void Receive()
        {
            receiver.Delivered.Clear();
            receiver.Credit = 1;
            queue.Queue.Deliver();
            receiver.Credit = 0;
            var expected = model.NextReady;
            Assert.Equal(expected?.Body, receiver.Bodies.SingleOrDefault());
            if (expected is not null)
                model.Lock(expected, receiver.Delivered[0].Held!.Token, Now);
        }

        void Settle(int argument)
        {
            if (model.Held is not { Count: > 0 } held)
                return;
            var row = held[argument % held.Count];
            var fate = Fates[argument % Fates.Length];
            Assert.Null(queue.Queue.Settle(row.Token!.Value, new Settlement(fate), () => { }));
            model.Settle(row, fate);
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
            time.Advance(TimeSpan.FromSeconds(seconds));
            queue.Queue.Advance();
            model.Advance(Now);
        }

        public void Flush()
        {
            queue.Flush();
            queue.Queue.Advance();
            queue.Flush();
            model.Flush(Now);
            model.Flush(Now);
        }

        void Crash()
        {
            queue.Crash();
            receiver = new Receiver();
            queue.Queue.Attach(receiver);
            model.Crash(Now);
        }

        public void Compare()
        {
            var found = queue.Queue.Peek(0, int.MaxValue, null).Select(message => (Some.BodyOf(message.Content), message.SequenceNumber, message.State, message.DeliveryCount));
            Assert.Equal(model.Rows.OrderBy(row => row.Number).Select(row => (row.Body, row.Number, row.State, row.Count)), found);
            Assert.Equal(model.Dead.Order(), queue.DeadLetters.Peek(0, int.MaxValue, null).Select(message => Some.BodyOf(message.Content)).Order());
        }

        public void Dispose() => queue.Dispose();
    }
}
