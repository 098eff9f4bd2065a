namespace Messaging.Tables.Storage;

sealed partial class StoreWriter
{
    [LoggerMessage(LogLevel.Error, "A group of {Count} writes could not be committed; none of them took effect")]
    partial void LogGroupFailed(Exception e, int count);

    [LoggerMessage(LogLevel.Warning, "Rolling back a failed group was refused")]
    partial void LogRollbackFailed(Exception e);

    [LoggerMessage(LogLevel.Warning, "Rows of a dropped table could not be removed; the next start tries again")]
    partial void LogSweepFailed(Exception e);
}
