using Microsoft.Extensions.Logging;

namespace Messaging.Sync;

partial class Receipts
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Moves} moved cursors could not be told, they are tried again")]
    partial void LogNotTold(Exception failure, int moves);
}
