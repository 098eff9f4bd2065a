using Microsoft.Extensions.Logging;

namespace Messaging.Presence;

partial class PublishPresence
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "{Changes} changes from {Messages} messages, {Failed} come back later")]
    partial void LogPublished(int changes, int messages, int failed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The user of message {MessageId} was not evaluated")]
    partial void LogFailed(Exception failure, string messageId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} goes to the dead-letter queue: {Reason}")]
    partial void LogDeadLettered(string messageId, string reason);
}
