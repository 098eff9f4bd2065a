using System.Collections.Concurrent;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Plumbing;
using Messaging.Plumbing.Queueing;
using Moq;

namespace Messaging.Unit.Presence;

/// <summary>The way from one stamp to the table and the queue of another.</summary>
public sealed class PeerLink(TimeProvider time) : DelegatingHandler(new SocketsHttpHandler())
{
    public bool IsCut { get; set; }

    /// <summary>How late each copy of a message arrives; none if it is lost.</summary>
    public Func<IEnumerable<TimeSpan>> Delays { get; set; } = () => [TimeSpan.Zero];

    /// <summary>Types of the facts that were taken.</summary>
    public ConcurrentQueue<string> Sent { get; } = [];

    public TableClientOptions Tables => new() { Transport = new HttpClientTransport(new HttpClient(this)), Retry = { MaxRetries = 0 } };

    public QueueSender To(PresenceQueue queue)
    {
        var sender = new Mock<QueueSender>(null!, new Ids());
        sender.Setup(queues => queues.SendAsync(Queues.Presence, It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
            .Returns((string _, ServiceBusMessage message, CancellationToken _) =>
            {
                if (IsCut) return Task.FromException(new ServiceBusException("cut", ServiceBusFailureReason.ServiceCommunicationProblem));
                Sent.Enqueue(message.Subject);
                foreach (var delay in Delays()) queue.Add(Copy(message, time.GetUtcNow() + delay));
                return Task.CompletedTask;
            });
        return sender.Object;
    }

    static ServiceBusMessage Copy(ServiceBusMessage message, DateTimeOffset due)
    {
        var copy = new ServiceBusMessage(message.Body) { Subject = message.Subject, ScheduledEnqueueTime = due };
        foreach (var (name, value) in message.ApplicationProperties) copy.ApplicationProperties[name] = value;
        return copy;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct) =>
        IsCut ? Task.FromException<HttpResponseMessage>(new HttpRequestException("cut")) : base.SendAsync(request, ct);
}
