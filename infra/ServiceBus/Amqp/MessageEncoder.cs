using Messaging.ServiceBus.Entities;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Messaging.ServiceBus.Amqp;

/// <summary>A message as a receiver gets it: header and annotations are the broker's, everything behind them is the sender's.</summary>
static class MessageEncoder
{
    public static byte[] Encode(Message message, DateTimeOffset? lockedUntil)
    {
        var header = HeaderOf(message);
        var annotations = AnnotationsOf(message, lockedUntil);
        var front = header.EncodeSize + annotations.EncodeSize;
        var bare = message.Content.Bare;
        var bytes = new byte[front + bare.Length];
        var buffer = new ByteBuffer(bytes);
        header.Encode(buffer);
        annotations.Encode(buffer);
        bare.CopyTo(bytes.AsSpan(front));
        return bytes;
    }

    static Header HeaderOf(Message message)
    {
        var sent = message.Content.Header;
        return new Header
        {
            Durable = sent?.Durable,
            Priority = sent?.Priority,
            Ttl = TimeToLiveOf(message) ?? sent?.Ttl,
            DeliveryCount = (uint)message.DeliveryCount,
        };
    }

    /// <summary>The time to live that holds, which may be the entity's.</summary>
    static uint? TimeToLiveOf(Message message)
    {
        var milliseconds = (message.ExpiresAt - (message.DueAt ?? message.EnqueuedAt))?.TotalMilliseconds;
        return milliseconds is >= 0 and <= uint.MaxValue ? (uint)milliseconds : null;
    }

    static MessageAnnotations AnnotationsOf(Message message, DateTimeOffset? lockedUntil)
    {
        var section = new MessageAnnotations();
        var map = section.Map;
        if (message.Content.Annotations is { } sent)
            map.Merge(sent);
        map[Annotation.SequenceNumber] = message.SequenceNumber;
        map[Annotation.EnqueueSequenceNumber] = message.EnqueuedSequenceNumber;
        map[Annotation.EnqueuedTime] = message.EnqueuedAt.UtcDateTime;
        map[Annotation.State] = (int)message.State;
        if (lockedUntil is { } until)
            map[Annotation.LockedUntil] = until.UtcDateTime;
        if (message.Content.ScheduledFor is { } due)
            map[Annotation.ScheduledEnqueueTime] = due.UtcDateTime;
        if (message.DeadLetterSource is { } source)
            map[Annotation.DeadLetterSource] = source;
        return section;
    }
}
