using Azure.Messaging.ServiceBus;
using Messaging.Plumbing;
using Messaging.Plumbing.Queueing;
using Moq;

namespace Messaging.Unit.Presence;

/// <summary>Queue <c>presence</c>: messages wait here until they are due.</summary>
public sealed class PresenceQueue
{
    readonly List<ServiceBusMessage> _waiting = [];

    public PresenceQueue()
    {
        var sender = new Mock<QueueSender>(null!, new Ids());
        sender.Setup(queues => queues.SendAsync(Messaging.Contracts.Queues.Presence, It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
            .Callback((string _, ServiceBusMessage message, CancellationToken _) => Add(message))
            .Returns(Task.CompletedTask);
        Sender = sender.Object;
    }

    public QueueSender Sender { get; }

    /// <summary>Messages sent so far.</summary>
    public int Sent { get; private set; }

    public IReadOnlyList<ServiceBusReceivedMessage> TakeDue(DateTimeOffset now)
    {
        lock (_waiting)
        {
            var due = _waiting.Where(message => message.ScheduledEnqueueTime <= now).ToList();
            _waiting.RemoveAll(due.Contains);
            return [.. due.Select(message => PresenceWorld.Received(message.Body, type: message.Subject, properties: message.ApplicationProperties))];
        }
    }

    public void Add(ServiceBusMessage message)
    {
        lock (_waiting)
        {
            _waiting.Add(message);
            Sent++;
        }
    }
}
