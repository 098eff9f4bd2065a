using Microsoft.Extensions.Logging;

namespace Messaging.Send.Messages;

public sealed partial class TakeMessages
{
    [LoggerMessage(LogLevel.Warning, "Queue message {MessageId} is dead-lettered: invalid {Field}.")]
    partial void LogRefused(string messageId, string field);

    [LoggerMessage(LogLevel.Warning, "Queue message {MessageId} failed.")]
    partial void LogFailed(Exception failure, string messageId);
}
