using System.Globalization;
using Messaging.ServiceBus.Entities;
using Messaging.ServiceBus.Weather;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Messaging.ServiceBus.Amqp;

/// <summary>A client's sender, seen from the broker: a transfer is accepted when its messages are durable, or rejected whole.</summary>
sealed class SenderLink(ReceivingAmqpLink link, Entities.Queue queue, int maxMessageSize, EventLoop loop)
{
    // The service's limit for everything in front of a message's body.
    const int MaxHeaderSize = 64 * 1024;

    // The library detaches a link whose message is too large, which @azure/service-bus reports as a timeout; a rejected delivery
    // names the reason to every client. So the library only guards memory, at a multiple of the limit that the attach announced.
    const int Tolerance = 16;

    public void Guard() => link.Opened += (_, _) => link.Settings.MaxMessageSize = (ulong)maxMessageSize * Tolerance;

    public void OnTransfer(AmqpMessage transfer)
    {
        if (transfer.BytesTransfered > maxMessageSize)
        {
            Reject(transfer, new Refusal(Refusal.SizeExceeded, string.Create(CultureInfo.InvariantCulture,
                $"The received message (size:{transfer.BytesTransfered} bytes) exceeds the limit ({maxMessageSize} bytes) currently allowed on the link.")));
            transfer.Dispose();
            return;
        }
        try
        {
            var contents = TransferReader.Read(transfer);
            if (contents.Any(content => content.HeaderSize > MaxHeaderSize))
                Reject(transfer, new Refusal(Refusal.SizeExceeded, $"A message's header is larger than {MaxHeaderSize} bytes."));
            else
                loop.Post(() => Send(transfer, contents));
        }
        catch (FormatException failure)
        {
            Reject(transfer, new Refusal(Refusal.DecodeError, failure.Message));
        }
    }

    void Send(AmqpMessage transfer, IReadOnlyList<Content> contents)
    {
        if (transfer.TxnId.Array is not null)
            Reject(transfer, new Refusal(Refusal.NotImplemented, "Transactions are not implemented."));
        else if (!queue.TryCharge(CreditKind.Send, contents.Count))
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
