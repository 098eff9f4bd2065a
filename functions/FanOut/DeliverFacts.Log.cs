using Microsoft.Extensions.Logging;

namespace Messaging.FanOut;

public sealed partial class DeliverFacts
{
    [LoggerMessage(LogLevel.Warning, "Queue message {MessageId} is dead-lettered: unknown type {Type}.")]
    partial void LogUnknown(string messageId, string? type);

    [LoggerMessage(LogLevel.Warning, "Queue message {MessageId} failed.")]
    partial void LogFailed(Exception failure, string messageId);

    [LoggerMessage(LogLevel.Warning, "{Count} queue messages were not begun within the time of their batch and wait for another.")]
    partial void LogPostponed(int count);
}
