namespace Messaging.ServiceBus;

/// <summary>How a broker runs.</summary>
public sealed record BrokerOptions
{
    /// <summary>The address to listen on.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>AMQP port; 0 takes any that is free.</summary>
    public int Port { get; init; } = 5672;

    /// <summary>Port of the administration's HTTP; 0 takes any that is free.</summary>
    public int AdministrationPort { get; init; } = 5300;

    /// <summary>Path of a <c>Config.json</c> as the official emulator reads it; null declares no entity.</summary>
    public string? Config { get; init; }

    /// <summary>Folder of the data; null keeps everything in memory only.</summary>
    public string? Data { get; init; }

    /// <summary>Key of the policy <c>RootManageSharedAccessKey</c>; the default is the official emulator's.</summary>
    public string SharedAccessKey { get; init; } = "SAS_KEY_VALUE";

    /// <summary>A round trip's added time, half of it each way.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.Zero;

    /// <summary>Throttles as the Standard tier does: 1,000 credits a second, then <c>com.microsoft:server-busy</c>.</summary>
    public bool Throttle { get; init; }

    /// <summary>Faults to inject; null for none.</summary>
    public FaultOptions? Faults { get; init; }

    /// <summary>Largest message or batch in bytes: 256 KB in Standard (the default), 1 MB in Premium.</summary>
    public int MaxMessageSize { get; init; } = 256 * 1024;
}
