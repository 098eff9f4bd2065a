using Microsoft.Extensions.Logging;

namespace Messaging.Send;

public sealed partial class Door
{
    [LoggerMessage(LogLevel.Warning, "A request could not be handed on or answered; the caller got 503.")]
    partial void LogBusy(Exception failure);
}
