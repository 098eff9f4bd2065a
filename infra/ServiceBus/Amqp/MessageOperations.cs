using Messaging.ServiceBus.Entities;
using Microsoft.Azure.Amqp.Encoding;

namespace Messaging.ServiceBus.Amqp;

/// <summary>Operations on messages by sequence number.</summary>
static class MessageOperations
{
    // The service answers a peek with at most 250 messages.
    const int MaxPeeked = 250;
    const int MaxPeekedBytes = 1024 * 1024;

    internal static void Peek(ManagementRequest request)
    {
        var count = Math.Min(request.Get<int>("message-count"), MaxPeeked);
        var bytes = 0;
        var found = request.Queue.Peek(request.Get<long>("from-sequence-number"), count, request.SessionId)
            .TakeWhile(message => (bytes += message.Content.Bytes.Length) == message.Content.Bytes.Length || bytes <= MaxPeekedBytes).ToList();
        request.Queue.Charge(CreditKind.Peek, Math.Max(found.Count - 1, 0));
        if (found.Count == 0)
            request.SucceedWithNothing();
        else
            request.Succeed(("messages", found.Select(message => Encode(message, message.Lock)).ToList()));
    }

    internal static void ReceiveDeferred(ManagementRequest request)
    {
        var delete = request.Get<uint>("receiver-settle-mode") == 0;
        var refusal = request.Queue.ReceiveDeferred(request.GetArray<long>("sequence-numbers"), request.SessionId, delete,
            received => request.Succeed(("messages", received.Select(each => Encode(each.Message, each.Held)).ToList())));
        if (refusal is not null)
            request.Refuse(refusal);
    }

    static AmqpMap Encode(Message message, Entities.Lock? held)
    {
        var map = new AmqpMap { [new MapKey("message")] = new ArraySegment<byte>(MessageEncoder.Encode(message, held?.EffectiveUntil)) };
        if (held is not null)
            map[new MapKey("lock-token")] = held.Token;
        return map;
    }

    internal static void Schedule(ManagementRequest request)
    {
        var contents = request.GetArray<AmqpMap>("messages").Select(each => Content.Receive(((ArraySegment<byte>)each[new MapKey("message")]).ToArray())).ToList();
        if (request.Queue.Send(contents, numbers => request.Succeed(("sequence-numbers", numbers.ToArray()))) is { } refusal)
            request.Refuse(refusal);
    }

    internal static void CancelScheduled(ManagementRequest request)
    {
        if (request.Queue.CancelScheduled(request.GetArray<long>("sequence-numbers"), () => request.Succeed()) is { } refusal)
            request.Refuse(refusal);
    }

    internal static void DeleteBatch(ManagementRequest request) => request.Queue.DeleteBatch(
        request.Get<int>("message-count"),
        new DateTimeOffset(request.Get<DateTime>("enqueued-time-utc").ToUniversalTime()),
        request.SessionId,
        count => request.Succeed(("message-count", count)));
}
