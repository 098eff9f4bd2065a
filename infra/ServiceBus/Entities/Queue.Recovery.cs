using Messaging.ServiceBus.Amqp;
using Messaging.ServiceBus.Storage;

namespace Messaging.ServiceBus.Entities;

/// <summary>Takes up what the journal kept. Nothing is delivered before a receiver comes.</summary>
sealed partial class Queue
{
    public void RecoverSequence(long next) => nextSequence = next;

    public void RecoverSession(string id, byte[] state) => SessionOf(id).State = state;

    public void RecoverMessageId(string id, DateTimeOffset at) => duplicates.Remember(id, at);

    public void RecoverMessage(MessageRow row, byte[] content)
    {
        var message = new Message
        {
            Id = row.Id,
            Content = Content.Read(content),
            SequenceNumber = row.SequenceNumber,
            EnqueuedSequenceNumber = row.EnqueuedSequenceNumber,
            EnqueuedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.EnqueuedAt),
            State = (MessageState)row.State,
            DeliveryCount = row.DeliveryCount,
            DueAt = row.DueAt is { } due ? DateTimeOffset.FromUnixTimeMilliseconds(due) : null,
            DeadLetterSource = row.DeadLetterSource,
        };
        message.ExpiresAt = ExpiryOf(message);
        Admit(message);
    }
}
