using Microsoft.Extensions.Logging;

namespace Messaging.Route.Log;

public sealed partial class ConversationLog
{
    [LoggerMessage(10, LogLevel.Information, "Conversation {Conversation} has moved on ({Code}); reading it again, conflict {Conflicts}")]
    partial void Conflict(string conversation, string? code, int conflicts);

    [LoggerMessage(11, LogLevel.Debug, "Conversation {Conversation}: a command's earlier fate, seq {Seq}, is repeated")]
    partial void Duplicate(string conversation, long? seq);
}
