using Microsoft.Extensions.Logging;

namespace Messaging.Sync;

partial class LivePlaces
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "A member's place in the group of conversation {ConversationId} was not renewed")]
    partial void LogNotRenewed(Exception failure, string conversationId);
}
