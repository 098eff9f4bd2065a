using Microsoft.Extensions.Logging;

namespace Messaging.Presence;

partial class PublishPresence
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "{Changes} changes from {Messages} messages, {Failed} of them failed")]
    partial void LogPublished(int changes, int messages, int failed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} failed")]
    partial void LogFailed(Exception failure, string messageId);
}
