using System.Xml.Linq;
using Messaging.ServiceBus.Entities;
using static Messaging.ServiceBus.Administration.Atom;

namespace Messaging.ServiceBus.Administration;

/// <summary>Entities as the administration describes them, settings and runtime figures together.</summary>
static class Descriptions
{
    internal static XElement Of(Queue queue, DateTimeOffset at) => Entry(queue.Path, queue.Path, at, Description("QueueDescription",
        [.. Settings(queue), ("MaxSizeInMegabytes", queue.Description.MaxSizeInMegabytes),
        ("RequiresDuplicateDetection", queue.Description.RequiresDuplicateDetection),
        ("DuplicateDetectionHistoryTimeWindow", queue.Description.DuplicateDetectionHistoryTimeWindow),
        ("SizeInBytes", queue.SizeInBytes + queue.DeadLetters!.SizeInBytes),
        ("EnablePartitioning", false), ("EnableExpress", false), ("SupportOrdering", true), .. Runtime(queue, at)]));

    internal static XElement Of(Subscription subscription, DateTimeOffset at) => Entry(subscription.Queue.Path, subscription.Name, at, Description("SubscriptionDescription",
        [.. Settings(subscription.Queue),
        ("DeadLetteringOnFilterEvaluationExceptions", subscription.Queue.Description.DeadLetteringOnFilterEvaluationExceptions),
        .. Runtime(subscription.Queue, at)]));

    internal static XElement Of(Topic topic, DateTimeOffset at) => Entry(topic.Name, topic.Name, at, Description("TopicDescription",
        [("DefaultMessageTimeToLive", topic.Inbox.Description.DefaultMessageTimeToLive),
        ("MaxSizeInMegabytes", topic.Inbox.Description.MaxSizeInMegabytes),
        ("RequiresDuplicateDetection", topic.Inbox.Description.RequiresDuplicateDetection),
        ("DuplicateDetectionHistoryTimeWindow", topic.Inbox.Description.DuplicateDetectionHistoryTimeWindow),
        ("EnableBatchedOperations", true),
        ("SizeInBytes", topic.Inbox.SizeInBytes + topic.Subscriptions.Sum(each => each.Queue.SizeInBytes + each.Queue.DeadLetters!.SizeInBytes)),
        ("SupportOrdering", true), ("EnablePartitioning", false), ("EnableExpress", false), .. Lasting,
        ("CreatedAt", at), ("UpdatedAt", at), ("AccessedAt", at),
        ("SubscriptionCount", topic.Subscriptions.Count),
        ("", Counts(0, 0, topic.Inbox.ScheduledCount))]));

    internal static XElement Of(Namespace entities, DateTimeOffset at, bool premium) => Entry("$namespaceinfo", entities.Name, at, Description("NamespaceInfo",
        ("CreatedTime", at), ("MessagingSKU", premium ? "Premium" : "Standard"), ("MessagingUnits", premium ? 1 : null),
        ("ModifiedTime", at), ("Name", entities.Name), ("NamespaceType", "Messaging")));

    static (string, object?)[] Settings(Queue queue) =>
    [
        ("LockDuration", queue.Description.LockDuration),
        ("RequiresSession", queue.Description.RequiresSession),
        ("DefaultMessageTimeToLive", queue.Description.DefaultMessageTimeToLive),
        ("DeadLetteringOnMessageExpiration", queue.Description.DeadLetteringOnMessageExpiration),
        ("MaxDeliveryCount", queue.Description.MaxDeliveryCount),
        ("EnableBatchedOperations", true),
        .. Lasting,
    ];

    // @azure/service-bus refuses a description without them.
    static readonly (string, object?)[] Lasting =
        [("Status", "Active"), ("AutoDeleteOnIdle", TimeSpan.MaxValue), ("EntityAvailabilityStatus", "Available")];

    static (string, object?)[] Runtime(Queue queue, DateTimeOffset at) =>
    [
        ("MessageCount", queue.ActiveCount + queue.ScheduledCount + queue.DeadLetters!.ActiveCount),
        ("CreatedAt", at),
        ("UpdatedAt", at),
        ("AccessedAt", at),
        ("", Counts(queue.ActiveCount, queue.DeadLetters.ActiveCount, queue.ScheduledCount)),
    ];

    static XElement Counts(int active, int deadLetters, int scheduled) => new(Connect + "CountDetails",
        new XAttribute(XNamespace.Xmlns + "d2p1", Figures.NamespaceName),
        new XElement(Figures + "ActiveMessageCount", active),
        new XElement(Figures + "DeadLetterMessageCount", deadLetters),
        new XElement(Figures + "ScheduledMessageCount", scheduled),
        new XElement(Figures + "TransferMessageCount", 0),
        new XElement(Figures + "TransferDeadLetterMessageCount", 0));
}
