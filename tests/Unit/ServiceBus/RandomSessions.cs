using Messaging.ServiceBus.Entities;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Unit.ServiceBus;

/// <summary>Operations on a queue with sessions and on its model, chosen by numbers.</summary>
sealed class RandomSessions : IDisposable
{
    static readonly QueueDescription Description = new() { LockDuration = TimeSpan.FromSeconds(30), MaxDeliveryCount = 3, RequiresSession = true };
    static readonly Fate[] Fates = [Fate.Complete, Fate.Abandon, Fate.Defer, Fate.DeadLetter, Fate.Release];
    static readonly string[] Names = ["a", "b", "c"];

    readonly FakeTimeProvider time = new(DateTimeOffset.Parse("2030-01-01T00:00:00Z"));
    readonly QueueModel model = new(Description with { LockDuration = TimeSpan.FromDays(1) });
    readonly Dictionary<string, (Receiver Receiver, DateTimeOffset Until)> held = [];
    readonly DurableQueue queue;
    Dictionary<string, byte> states = [], durableStates = [];
    int lastBody;

    public RandomSessions() => queue = new DurableQueue(Description, time);

    DateTimeOffset Now => time.GetUtcNow();

    public void Do(int operation, int argument)
    {
        var name = Names[argument % Names.Length];
        Action action = (operation % 16) switch
        {
            0 or 1 => () => Send(argument % 3 + 1, name),
            2 or 3 => () => Accept(name),
            4 => AcceptNext,
            5 or 6 or 7 => () => Receive(name),
            8 or 9 => () => Settle(argument),
            10 => () => Release(name),
            11 => () => SetState(name, (byte)argument),
            12 => () => Renew(name),
            13 => () => Advance(argument % 45),
            14 => argument % 2 == 0 ? Flush : Restart,
            _ => Crash,
        };
        action();
        Compare();
    }

    void Send(int count, string session)
    {
        var bodies = Enumerable.Range(0, count).Select(_ => $"{++lastBody}").ToList();
        Assert.Null(queue.Queue.Send([.. bodies.Select(body => Some.Message(body, session: session))], _ => { }));
        bodies.ForEach(body => model.Send(body, Now, session: session));
    }

    void Accept(string session)
    {
        var receiver = new Receiver();
        var refusal = queue.Queue.Accept(session, receiver, out _);
        Assert.Equal(held.ContainsKey(session) ? Refusal.SessionCannotBeLocked(session) : null, refusal);
        if (refusal is null)
            held[session] = (receiver, Now + Description.LockDuration);
    }

    void AcceptNext()
    {
        var free = Names.Where(name => !held.ContainsKey(name) && model.NextReady(name) is not null).ToList();
        var receiver = new Receiver();
        string? granted = null;
        queue.Queue.AcceptNext(new SessionRequest(receiver, Now, session => granted = session.Id, _ => { }));
        queue.Queue.Advance();
        Assert.Equal(free.Count > 0, granted is not null);
        if (granted is null)
            return;
        Assert.Contains(granted, free);
        held[granted] = (receiver, Now + Description.LockDuration);
    }

    void Receive(string session)
    {
        if (!held.TryGetValue(session, out var holder))
            return;
        holder.Receiver.Delivered.Clear();
        holder.Receiver.Credit = 1;
        queue.Queue.DeliverSession(holder.Receiver, session);
        holder.Receiver.Credit = 0;
        var expected = model.NextReady(session);
        Assert.Equal((expected?.Body, expected?.Count), (holder.Receiver.Bodies.SingleOrDefault(), holder.Receiver.Delivered.SingleOrDefault().Message?.DeliveryCount));
        if (expected is not null)
            model.Lock(expected, holder.Receiver.Delivered[0].Held!.Token, Now);
    }

    void Settle(int argument)
    {
        if (model.Held is not { Count: > 0 } locked)
            return;
        var row = locked[argument % locked.Count];
        var fate = Fates[argument % Fates.Length];
        Assert.Null(queue.Queue.Settle(row.Token!.Value, new Settlement(fate), () => { }));
        model.Settle(row, fate, Now);
    }

    void Release(string session)
    {
        if (!held.Remove(session, out var holder))
            return;
        queue.Queue.Detach(holder.Receiver);
        GiveBack(session, Fate.Release);
    }

    void GiveBack(string session, Fate fate)
    {
        foreach (var row in model.Held.Where(row => row.Session == session))
            model.Settle(row, fate, Now);
    }

    void SetState(string session, byte state)
    {
        var refusal = queue.Queue.SetSessionState(session, [state], () => { });
        Assert.Equal(held.ContainsKey(session) ? null : Refusal.SessionLockLost, refusal);
        if (refusal is null)
            states[session] = state;
    }

    void Renew(string session)
    {
        var refusal = queue.Queue.RenewSession(session, out var until);
        Assert.Equal(held.ContainsKey(session) ? null : Refusal.SessionLockLost, refusal);
        if (refusal is null)
            held[session] = held[session] with { Until = until };
    }

    void Advance(int seconds)
    {
        time.Advance(TimeSpan.FromSeconds(seconds));
        queue.Queue.Advance();
        foreach (var (session, _) in held.Where(each => each.Value.Until <= Now).ToList())
        {
            held.Remove(session);
            GiveBack(session, Fate.Abandon);
        }
    }

    void Flush()
    {
        queue.Flush();
        model.Flush(Now);
        durableStates = new(states);
    }

    void Crash()
    {
        held.Clear();
        queue.Crash();
        model.Crash(Now);
        states = new(durableStates);
    }

    public void Restart()
    {
        Flush();
        Crash();
    }

    public void Compare()
    {
        var found = queue.Queue.Peek(0, int.MaxValue, null).Select(message => (message.SessionId, Some.BodyOf(message.Content), message.SequenceNumber, message.State, message.DeliveryCount));
        Assert.Equal(model.Rows.OrderBy(row => row.Number).Select(row => (row.Session, row.Body, row.Number, row.State, row.Count)), found);
        Assert.Equal(model.Dead.Order(), queue.DeadLetters.Peek(0, int.MaxValue, null).Select(message => Some.BodyOf(message.Content)).Order());
        foreach (var session in held.Keys)
        {
            Assert.Null(queue.Queue.GetSessionState(session, out var state));
            Assert.Equal(states.TryGetValue(session, out var expected) ? [expected] : null, state);
        }
    }

    public void Dispose() => queue.Dispose();
}
