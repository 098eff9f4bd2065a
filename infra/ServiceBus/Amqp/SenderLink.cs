using Messaging.ServiceBus.Entities;
using Messaging.ServiceBus.Weather;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Messaging.ServiceBus.Amqp;

/// <summary>A client's sender, seen from the broker: a transfer is accepted when its messages are durable, or rejected whole.</summary>
sealed class SenderLink(ReceivingAmqpLink link, Entities.Queue queue, EventLoop loop, Throttle? throttle)
{
    // The service's limit for everything in front of a message's body.
    const int MaxHeaderSize = 64 * 1024;

    public void OnTransfer(AmqpMessage transfer)
    {
        try
        {
            var contents = TransferReader.Read(transfer);
            if (contents.Any(content => content.HeaderSize > MaxHeaderSize))
                Reject(transfer, new Refusal(Refusal.SizeExceeded, $"A message's header is larger than {MaxHeaderSize} bytes."));
            else
                loop.Post(() => Send(transfer, contents));
        }
        catch (Exception failure) when (failure is FormatException or OverflowException or IndexOutOfRangeException or ArgumentOutOfRangeException or AmqpException)
        {
            Reject(transfer, new Refusal(Refusal.DecodeError, failure.Message));
        }
    }

    void Send(AmqpMessage transfer, IReadOnlyList<Content> contents)
    {
        if (transfer.TxnId.Array is not null)
            Reject(transfer, new Refusal(Refusal.NotImplemented, "Transactions are not implemented."));
        else if (throttle?.TryTake(contents.Count) == false)
            Reject(transfer, Throttle.Busy);
        else if (queue.Send(contents, _ => Dispose(transfer, AmqpConstants.AcceptedOutcome)) is { } refusal)
            Reject(transfer, refusal);
    }

    void Reject(AmqpMessage transfer, Refusal refusal) => Dispose(transfer, Outcomes.Rejection(refusal));

    void Dispose(AmqpMessage transfer, Outcome outcome)
    {
        if (!transfer.Settled)
            link.DisposeDelivery(transfer, true, outcome);
    }
}
