using System.ComponentModel.DataAnnotations;

namespace Messaging.Route;

/// <summary>Section <c>Route</c>.</summary>
public sealed class RouteOptions
{
    /// <summary>Seconds after which a held lane is released, so that a second instance gets its share.</summary>
    [Range(0.1, 60)]
    public double HoldSeconds { get; set; } = 5;

    /// <summary>Times that a queue message may kill its worker before the search for the command that does it begins.</summary>
    [Range(1, 20)]
    public int Attempts { get; set; } = 3;

    /// <summary>Seconds that a delivery waits for storage or a queue that fails, before it is given back to be redelivered.
    /// With 100 deliveries an outage may last half an hour.</summary>
    [Range(1, 240)]
    public double PatienceSeconds { get; set; } = 20;

    /// <summary>Transactions that the process has under way at once.</summary>
    [Range(1, 1000)]
    public int AppendsAtOnce { get; set; } = 64;

    /// <summary>Conversations, together with the members looked up in them, whose state the process remembers.</summary>
    [Range(0, 10_000_000)]
    public int CachedRows { get; set; } = 200_000;

    public DrillOptions Drill { get; set; } = new();
}

/// <summary>Section <c>Route:Drill</c>, for drills and tests only.</summary>
public sealed class DrillOptions
{
    /// <summary>The process kills itself when it is about to process a message with this text. Empty: never.</summary>
    public string KillOnText { get; set; } = "";
}
