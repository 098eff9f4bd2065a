namespace Messaging.ServiceBus.Storage;

sealed partial class SqliteJournal
{
    [LoggerMessage(Level = LogLevel.Critical, Message = "The journal could not be written; nothing more is accepted.")]
    partial void LogFailed(Exception failure);
}
