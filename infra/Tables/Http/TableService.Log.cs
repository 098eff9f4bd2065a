namespace Messaging.Tables.Http;

sealed partial class TableService
{
    [LoggerMessage(LogLevel.Error, "A {Method} request failed")]
    partial void LogFailed(Exception e, string method);
}
