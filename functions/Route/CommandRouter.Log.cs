using Microsoft.Extensions.Logging;

namespace Messaging.Route;

public sealed partial class CommandRouter
{
    [LoggerMessage(30, LogLevel.Debug, "Conversation {Conversation}: {Commands} commands settled, seq {Seq}")]
    partial void Routed(string conversation, int commands, long seq);

    [LoggerMessage(31, LogLevel.Error, "Conversation {Conversation}: command {Command} cannot be processed and is refused")]
    partial void Poisonous(Exception failure, string conversation, string command);

    [LoggerMessage(32, LogLevel.Warning, "Conversation {Conversation}: the members' places in the group could not be renewed")]
    partial void NotRenewed(Exception failure, string conversation);
}
