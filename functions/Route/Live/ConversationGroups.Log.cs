using Microsoft.Extensions.Logging;

namespace Messaging.Route.Live;

public sealed partial class ConversationGroups
{
    [LoggerMessage(20, LogLevel.Information, "Conversation {Conversation}: {Count} members keep their place in the group")]
    partial void Renewed(string conversation, int count);
}
