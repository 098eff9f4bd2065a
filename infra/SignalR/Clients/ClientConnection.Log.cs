namespace Messaging.SignalR.Clients;

sealed partial class ClientConnection
{
    [LoggerMessage(10, LogLevel.Warning, "Disconnecting {Connection} of hub {Hub}: more than {Bytes} bytes wait for it")]
    static partial void LogSlowConsumer(ILogger logger, string connection, string hub, int bytes);
}
