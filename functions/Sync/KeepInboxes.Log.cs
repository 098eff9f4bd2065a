using Microsoft.Extensions.Logging;

namespace Messaging.Sync;

partial class KeepInboxes
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "{Inboxes} inboxes from {Messages} messages, {Failed} messages come back later")]
    partial void LogKept(int inboxes, int messages, int failed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Inboxes of message {MessageId} were not written")]
    partial void LogFailed(Exception failure, string messageId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} goes to the dead-letter queue: {Reason}")]
    partial void LogDeadLettered(string messageId, string reason);
}
