namespace Messaging.ServiceBus.Amqp;

/// <summary>Message annotations that Service Bus reads or sets.</summary>
static class Annotation
{
    internal const string SequenceNumber = "x-opt-sequence-number";
    internal const string EnqueueSequenceNumber = "x-opt-enqueue-sequence-number";
    internal const string EnqueuedTime = "x-opt-enqueued-time";
    internal const string LockedUntil = "x-opt-locked-until";
    internal const string State = "x-opt-message-state";
    internal const string DeadLetterSource = "x-opt-deadletter-source";
    internal const string ScheduledEnqueueTime = "x-opt-scheduled-enqueue-time";
}
