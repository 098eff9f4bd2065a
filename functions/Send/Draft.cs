using Messaging.Contracts.Queue;

namespace Messaging.Send;

/// <summary>What a request asks for: commands of one conversation, or the fault for which it is refused.</summary>
public sealed record Draft(IReadOnlyList<Command> Commands, Fault? Fault = null)
{
    /// <summary>When they are to be sent; null for now.</summary>
    public DateTimeOffset? SendAt { get; init; }

    public static implicit operator Draft(Fault fault) => new([], fault);
    public static implicit operator Draft(Command command) => new([command]);
}
