namespace Messaging.ServiceBus;

/// <summary>Faults that happen by chance, as averages a second over the whole broker.</summary>
public sealed record FaultOptions
{
    /// <summary>Links that are detached with <c>amqp:link:detach-forced</c>.</summary>
    public double LinkDetachesPerSecond { get; init; }

    /// <summary>Connections that are cut without a word.</summary>
    public double ConnectionDropsPerSecond { get; init; }

    /// <summary>Message and session locks that end before their time.</summary>
    public double LockLossesPerSecond { get; init; }

    /// <summary>Makes the choices repeatable; null chooses anew each time.</summary>
    public int? Seed { get; init; }
}
