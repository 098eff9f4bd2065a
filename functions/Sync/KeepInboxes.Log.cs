using Microsoft.Extensions.Logging;

namespace Messaging.Sync;

partial class KeepInboxes
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "{Inboxes} inboxes from {Messages} messages, {Failed} of them failed")]
    partial void LogKept(int inboxes, int messages, int failed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} failed")]
    partial void LogFailed(Exception failure, string messageId);
}
