using Microsoft.Extensions.Logging;

namespace Messaging.FanOut;

public sealed partial class DeliverFacts
{
    [LoggerMessage(LogLevel.Warning, "Queue message {MessageId} is dead-lettered: unknown type {Type}.")]
    partial void LogUnknown(string messageId, string? type);

    [LoggerMessage(LogLevel.Warning, "Queue message {MessageId} failed.")]
    partial void LogFailed(Exception failure, string messageId);
}
