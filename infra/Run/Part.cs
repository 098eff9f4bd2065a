namespace Messaging.Run;

public enum PartState
{
    Starting,
    Ready,

    /// <summary>An app of which an instance has no worker at the moment.</summary>
    Restarting,
    Stopped,
}

/// <summary>One part of the local world, as the map shows it.</summary>
public sealed class Part(string name, string address)
{
    Func<PartState> state = () => PartState.Starting;

    public string Name { get; } = name;

    public string Address { get; } = address;

    public PartState State => state();

    internal void Is(PartState now) => state = () => now;

    internal void Is(Func<PartState> asked) => state = asked;
}
