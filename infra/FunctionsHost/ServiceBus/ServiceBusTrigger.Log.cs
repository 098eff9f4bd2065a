namespace Messaging.FunctionsHost.ServiceBus;

sealed partial class ServiceBusTrigger
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Listener of {Entity} met an error in {Source}")]
    partial void ListenerError(Exception exception, string entity, string source);
}
