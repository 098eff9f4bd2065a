using Microsoft.Extensions.Logging;

namespace Messaging.Presence;

partial class Peer
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The table of stamp {Stamp} can't be read")]
    partial void LogUnread(Exception failure, string stamp);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue of stamp {Stamp} can't be told")]
    partial void LogUntold(Exception failure, string stamp);
}
