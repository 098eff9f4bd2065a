using Messaging.ServiceBus;
using Messaging.ServiceBus.Amqp;
using Messaging.ServiceBus.Entities;
using Messaging.ServiceBus.Storage;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Extensions.Time.Testing;
using Lock = Messaging.ServiceBus.Entities.Lock;

namespace Messaging.Unit.ServiceBus;

/// <summary>One queue with its dead-letter queue, a clock that stands still, and a journal that is durable at once.</summary>
sealed class QueueWorld
{
    readonly MemoryJournal journal = new();

    public QueueWorld(QueueDescription? description = null)
    {
        var context = new EntityContext(journal, Time, action => Run(action), new BrokerCounters());
        DeadLetters = new Queue("q/$DeadLetterQueue", 2, (description ?? new()).ForDeadLetters(), context, null);
        Queue = new Queue("q", 1, description ?? new(), context, DeadLetters);
    }

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.Parse("2030-01-01T00:00:00Z"));
    public Queue Queue { get; }
    public Queue DeadLetters { get; }

    public void Run(Action action)
    {
        action();
        journal.Flush();
    }

    public Refusal? Send(params Content[] contents)
    {
        Refusal? refusal = null;
        Run(() => refusal = Queue.Send(contents, _ => { }));
        return refusal;
    }

    public Refusal? Settle(Lock held, Fate fate, params (string Key, object? Value)[] properties)
    {
        Refusal? refusal = null;
        Run(() => refusal = Queue.Settle(held.Token, new Settlement(fate, [.. properties.Select(each => KeyValuePair.Create(each.Key, each.Value))]), () => { }));
        return refusal;
    }

    public Receiver Attach(int credit, bool deletes = false)
    {
        var receiver = new Receiver { Credit = credit, DeletesOnDelivery = deletes };
        Run(() => Queue.Attach(receiver));
        return receiver;
    }

    public Session Accept(string session, Receiver receiver)
    {
        Session? accepted = null;
        Run(() =>
        {
            Assert.Null(Queue.Accept(session, receiver, out accepted));
            Queue.DeliverSession(receiver, session);
        });
        return accepted!;
    }

    public void Close(Receiver receiver) => Run(() => Queue.Detach(receiver));
}

/// <summary>Takes what its credit allows and remembers it.</summary>
sealed class Receiver : IReceiver
{
    public List<(Message Message, Lock? Held)> Delivered { get; } = [];
    public bool DeletesOnDelivery { get; init; }
    public bool IsGone { get; set; }
    public int Credit { get; set; }

    public IEnumerable<string> Bodies => Delivered.Select(delivery => Some.BodyOf(delivery.Message.Content));

    public void Reserve() => Credit--;

    public bool TryDeliver(Message message, Lock? held)
    {
        if (IsGone)
        {
            Credit = 0;
            return false;
        }
        if (held is not null)
            Credit--;
        Delivered.Add((message, held));
        return true;
    }
}

static class Some
{
    public static Content Message(
        string body = "body", string? id = null, string? session = null, TimeSpan? ttl = null, DateTimeOffset? scheduledFor = null, params (string Key, object Value)[] properties)
    {
        var message = AmqpMessage.Create(new Data { Value = new ArraySegment<byte>(System.Text.Encoding.UTF8.GetBytes(body)) });
        if (id is not null)
            message.Properties.MessageId = id;
        if (session is not null)
            message.Properties.GroupId = session;
        if (ttl is { } time)
            message.Header.Ttl = (uint)time.TotalMilliseconds;
        if (scheduledFor is { } due)
            message.MessageAnnotations.Map["x-opt-scheduled-enqueue-time"] = due.UtcDateTime;
        foreach (var (key, value) in properties)
            message.ApplicationProperties.Map[key] = value;
        return Content.Read(BytesOf(message));
    }

    public static byte[] BytesOf(AmqpMessage message) => [.. message.GetPayload().SelectMany(segment => segment)];

    public static string BodyOf(Content content)
    {
        using var message = AmqpMessage.CreateAmqpStreamMessage(new BufferListStream([new ArraySegment<byte>(content.Bytes)]));
        return System.Text.Encoding.UTF8.GetString((ArraySegment<byte>)message.DataBody.Single().Value);
    }
}
