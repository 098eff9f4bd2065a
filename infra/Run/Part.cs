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
    Func<IReadOnlyList<int>> processes = () => [];

    public string Name { get; } = name;

    public string Address { get; } = address;

    public PartState State => state();

    /// <summary>Ids of an app's worker processes; the other parts run in this process.</summary>
    public IReadOnlyList<int> Processes => processes();

    internal void Is(PartState now) => state = () => now;

    internal void Is(Func<PartState> asked, Func<IReadOnlyList<int>> processIds) => (state, processes) = (asked, processIds);
}
