using Microsoft.Extensions.Logging;

namespace Messaging.Route;

public sealed partial class Patience
{
    [LoggerMessage(1, LogLevel.Warning, "Attempt {Attempt} failed; the next in {Delay:0} ms")]
    partial void Waiting(Exception failure, int attempt, double delay);
}
