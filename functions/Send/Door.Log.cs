using Microsoft.Extensions.Logging;

namespace Messaging.Send;

public sealed partial class Door
{
    [LoggerMessage(LogLevel.Warning, "Conversation {ConversationId}: {Commands} commands could not be handed on; the caller got 503.")]
    partial void LogBusy(Exception failure, string conversationId, int commands);
}
