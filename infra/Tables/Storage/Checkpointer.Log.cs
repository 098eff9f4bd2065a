namespace Messaging.Tables.Storage;

sealed partial class Checkpointer
{
    [LoggerMessage(LogLevel.Warning, "A checkpoint failed; the log keeps growing until one succeeds")]
    partial void LogCheckpointFailed(Exception e);
}
