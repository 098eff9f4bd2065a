using Microsoft.Extensions.Logging;

namespace Messaging.Route;

public sealed partial class RouteCommands
{
    [LoggerMessage(50, LogLevel.Error, "Queue message {SequenceNumber} holds no commands; it goes to the dead-letter queue")]
    partial void Unreadable(long sequenceNumber);

    [LoggerMessage(51, LogLevel.Warning, "Queue message {SequenceNumber} comes back after delivery {Deliveries}")]
    partial void ComesBack(Exception failure, long sequenceNumber, int deliveries);

    [LoggerMessage(52, LogLevel.Debug, "Lane {Lane} released")]
    partial void Released(string lane);

    [LoggerMessage(53, LogLevel.Warning, "Lane {Lane} could not be released")]
    partial void NotReleased(Exception failure, string lane);
}
