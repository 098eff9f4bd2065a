using Messaging.ServiceBus.Entities;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Encoding;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Transaction;

namespace Messaging.ServiceBus.Amqp;

/// <summary>Delivery states on the wire and what they mean to an entity.</summary>
static class Outcomes
{
    /// <summary>No settlement and no refusal: the state settles nothing.</summary>
    internal static Refusal? Read(DeliveryState state, out Settlement? settlement)
    {
        settlement = state switch
        {
            Accepted => new Settlement(Fate.Complete),
            Released => new Settlement(Fate.Release),
            Modified { UndeliverableHere: true } deferred => new Settlement(Fate.Defer, Properties(deferred.MessageAnnotations)),
            Modified abandoned => new Settlement(Fate.Abandon, Properties(abandoned.MessageAnnotations)),
            Rejected rejected => new Settlement(Fate.DeadLetter, Properties(rejected.Error?.Info)),
            _ => null,
        };
        return state is TransactionalState ? new Refusal(Refusal.NotImplemented, "Transactions are not implemented.") : null;
    }

    /// <summary>The answer has the type of what it confirms; a rejection is confirmed without an error.</summary>
    internal static Outcome Confirmation(DeliveryState state) => state switch
    {
        Modified modified => new Modified { DeliveryFailed = modified.DeliveryFailed, UndeliverableHere = modified.UndeliverableHere },
        Rejected => new Rejected(),
        Released => AmqpConstants.ReleasedOutcome,
        _ => AmqpConstants.AcceptedOutcome,
    };

    internal static Rejected Rejection(Refusal refusal) => new() { Error = refusal.ToError() };

    internal static List<KeyValuePair<string, object?>>? Properties(AmqpMap? map) =>
        map is null ? null : [.. map.Select(pair => new KeyValuePair<string, object?>(pair.Key.ToString(), pair.Value))];
}
