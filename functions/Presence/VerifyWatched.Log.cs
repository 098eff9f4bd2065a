using Microsoft.Extensions.Logging;

namespace Messaging.Presence;

partial class VerifyWatched
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "{Users} watched users, {Doubtful} looked at, {Failed} not verified, {Changes} changes")]
    partial void LogVerified(int users, int doubtful, int failed, int changes);
}
