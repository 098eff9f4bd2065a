using Microsoft.Extensions.Logging;

namespace Messaging.FanOut;

public sealed partial class NotifyMembers
{
    [LoggerMessage(LogLevel.Warning, "Notification {MessageId} failed.")]
    partial void LogFailed(Exception failure, string messageId);
}
