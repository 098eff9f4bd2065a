namespace Messaging.Contracts.Queue;

/// <summary>On queue <c>route</c>, session = lane: commands of any conversations of one lane, each device's in its order.</summary>
public sealed record AppendCommands(IReadOnlyList<Command> Commands);
