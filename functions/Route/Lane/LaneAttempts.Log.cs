using Microsoft.Extensions.Logging;

namespace Messaging.Route.Lane;

public sealed partial class LaneAttempts
{
    [LoggerMessage(40, LogLevel.Error, "Queue message {SequenceNumber} killed its worker {Attempts} times within commands {Lo} to {Hi}")]
    partial void Died(long sequenceNumber, int attempts, int lo, int hi);
}
