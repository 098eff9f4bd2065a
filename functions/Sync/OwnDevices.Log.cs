using Microsoft.Extensions.Logging;

namespace Messaging.Sync;

partial class OwnDevices
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A user's other devices were not told what changed in conversation {ConversationId}")]
    partial void LogNotTold(Exception failure, string conversationId);
}
