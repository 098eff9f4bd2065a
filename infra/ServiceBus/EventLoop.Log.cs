namespace Messaging.ServiceBus;

sealed partial class EventLoop
{
    [LoggerMessage(Level = LogLevel.Error, Message = "An operation failed unexpectedly.")]
    partial void LogFailed(Exception failure);
}
