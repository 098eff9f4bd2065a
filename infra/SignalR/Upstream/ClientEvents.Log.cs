namespace Messaging.SignalR.Upstream;

sealed partial class ClientEvents
{
    [LoggerMessage(20, LogLevel.Warning, "The upstream answered {Status} to {Event} of hub {Hub}, connection {Connection}")]
    static partial void LogRefused(ILogger logger, string @event, string hub, string connection, int status);

    [LoggerMessage(21, LogLevel.Warning, "The upstream can't be reached for {Event} of hub {Hub}, connection {Connection}")]
    static partial void LogFailed(ILogger logger, Exception failure, string @event, string hub, string connection);

    [LoggerMessage(22, LogLevel.Information, "No upstream takes {Event} of hub {Hub}; connection {Connection} is told if it waits")]
    static partial void LogNoUpstream(ILogger logger, string @event, string hub, string connection);
}
