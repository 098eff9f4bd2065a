using Microsoft.Extensions.Logging;

namespace Messaging.Send.Combining;

public sealed partial class LaneCombiner
{
    [LoggerMessage(LogLevel.Warning, "Lane {Lane}: a queue message with {Commands} commands was not accepted.")]
    partial void LogNotAccepted(Exception failure, string lane, int commands);
}
