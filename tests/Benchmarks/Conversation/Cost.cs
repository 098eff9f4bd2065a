using System.Globalization;
using Messaging.Benchmarks.Path;

namespace Messaging.Benchmarks.Conversation;

/// <summary>What one chat message takes, in the units that Azure limits and bills.</summary>
/// <param name="Invocations">Of functions; null where nobody counted.</param>
sealed record Cost(double Credits, double QueueMessages, double TableTransactions, double RowsWritten, double SignalRCalls, double? Invocations)
{
    public static Cost Of(Counters used, int messages, double? invocations = null) => new(
        (double)used.Credits / messages, (double)used.Queued / messages, (double)used.TableTransactions / messages,
        (double)used.RowsWritten / messages, (double)used.Calls / messages, invocations / messages);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"Service Bus credits {Credits:0.00}, queue messages {QueueMessages:0.00}, table transactions {TableTransactions:0.0}, rows written {RowsWritten:0.0}, SignalR calls {SignalRCalls:0.00}")
        + (Invocations is { } count ? string.Create(CultureInfo.InvariantCulture, $", invocations {count:0.0}") : "");
}
