using Messaging.ServiceBus;
using Messaging.SignalR;

namespace Messaging.Run;

/// <summary>What the parts have counted since they started, in the units that Azure limits and bills.</summary>
/// <param name="ServiceBusCredits">Of which a Standard namespace has 1,000 per second.</param>
/// <param name="QueueMessages">Messages sent to each queue.</param>
/// <param name="TableTransactions">Requests; an entity-group transaction is one. Null with Azurite.</param>
/// <param name="TableRowsWritten">Entities inserted, changed or deleted in each table. Null with Azurite.</param>
/// <param name="SignalRMessages">Per recipient and started 2 KB.</param>
/// <param name="SignalRCalls">Of the data plane.</param>
public sealed record Usage(
    long ServiceBusCredits, IReadOnlyDictionary<string, long> QueueMessages, long? TableTransactions, IReadOnlyDictionary<string, long>? TableRowsWritten, long SignalRMessages, long SignalRCalls)
{
    internal static Usage Of(Broker broker, TableService tables, SignalRServer signalR) => new(
        broker.Counters.All.CreditsUsed,
        broker.Counters.Entities.ToDictionary(queue => queue.Key, queue => queue.Value.MessagesSent),
        tables.Counters?.Transactions,
        tables.Counters?.RowsWrittenByTable,
        signalR.Counters.OutboundMessages,
        signalR.Counters.RestCalls);
}
