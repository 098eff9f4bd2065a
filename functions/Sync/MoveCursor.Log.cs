using Microsoft.Extensions.Logging;

namespace Messaging.Sync;

partial class MoveCursor
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A cursor moved in conversation {ConversationId}, but the user's other devices were not told")]
    partial void LogNotTold(Exception failure, string conversationId);
}
