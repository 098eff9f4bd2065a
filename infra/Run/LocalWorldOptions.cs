namespace Messaging.Run;

/// <summary>How the local world runs.</summary>
public sealed record LocalWorldOptions
{
    /// <summary>Port of the front door; every other part has its own at a fixed distance (<see cref="Ports"/>).</summary>
    public int PortBase { get; init; } = 7100;

    /// <summary>Folder of all data; null is <c>.data/{PortBase}</c> in the repository.</summary>
    public string? Data { get; init; }

    /// <summary>Empties the data first.</summary>
    public bool Fresh { get; init; }

    /// <summary>Round trip that Service Bus and Tables add; 10 ms is what speaks about Azure.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Azurite is there to compare with; it adds no latency and counts nothing.</summary>
    public TablesOf Tables { get; init; }

    /// <summary>Starts the Aspire dashboard too. Telemetry goes there when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names it.</summary>
    public bool Dashboard { get; init; }

    /// <summary>Throttles Service Bus as its Standard tier does.</summary>
    public bool Throttle { get; init; }

    /// <summary>Queues, topics and subscriptions, in the official emulator's form; null is <c>Config.json</c> of this folder.</summary>
    public string? Config { get; init; }

    /// <summary>Instances by app, for instance <c>route</c>: 2. One of each that is not named.</summary>
    public IReadOnlyDictionary<string, int> Scale { get; init; } = new Dictionary<string, int>();

    /// <summary>Settings that all apps get over their own.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
