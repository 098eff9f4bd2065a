using System.ComponentModel;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Messaging.ServiceBus;

sealed class ServeSettings : CommandSettings
{
    [CommandOption("--host <ADDRESS>"), Description("Address to listen on."), DefaultValue("127.0.0.1")]
    public string Host { get; init; } = "127.0.0.1";

    [CommandOption("--port <PORT>"), Description("AMQP port; 0 takes any that is free."), DefaultValue(5672)]
    public int Port { get; init; }

    [CommandOption("--administration-port <PORT>"), Description("Port of the administration's HTTP; 0 takes any that is free."), DefaultValue(5300)]
    public int AdministrationPort { get; init; }

    [CommandOption("--config <FILE>"), Description("Entities, in the form of the official emulator's Config.json.")]
    public string? Config { get; init; }

    [CommandOption("--data <FOLDER>"), Description("Folder of the data."), DefaultValue(".data/servicebus")]
    public string Data { get; init; } = "";

    [CommandOption("--in-memory"), Description("Keeps nothing on disk.")]
    public bool InMemory { get; init; }

    [CommandOption("--latency <TIME>"), Description("Time added to a round trip, for example 10ms."), DefaultValue("0ms")]
    public string Latency { get; init; } = "0ms";

    [CommandOption("--throttle"), Description("Throttles as the Standard tier does: 1,000 credits a second, then ServerBusy.")]
    public bool Throttle { get; init; }

    [CommandOption("--premium"), Description("Takes messages of up to 1 MB instead of 256 KB.")]
    public bool Premium { get; init; }

    [CommandOption("--fault-link-detach <PER_SECOND>"), Description("Links detached a second, on average.")]
    public double LinkDetaches { get; init; }

    [CommandOption("--fault-connection-drop <PER_SECOND>"), Description("Connections cut a second, on average.")]
    public double ConnectionDrops { get; init; }

    [CommandOption("--fault-lock-loss <PER_SECOND>"), Description("Locks lost a second, on average.")]
    public double LockLosses { get; init; }

    FaultOptions? Faults => LinkDetaches + ConnectionDrops + LockLosses > 0
        ? new FaultOptions { LinkDetachesPerSecond = LinkDetaches, ConnectionDropsPerSecond = ConnectionDrops, LockLossesPerSecond = LockLosses }
        : null;

    public BrokerOptions ToOptions() => new()
    {
        Host = Host,
        Port = Port,
        AdministrationPort = AdministrationPort,
        Config = Config,
        Data = InMemory ? null : Data,
        Latency = ParseLatency()!.Value,
        Throttle = Throttle,
        Faults = Faults,
        MaxMessageSize = Premium ? 1024 * 1024 : new BrokerOptions().MaxMessageSize,
    };

    public override ValidationResult Validate() =>
        ParseLatency() is null ? ValidationResult.Error($"'{Latency}' is not a time in milliseconds, for example 10ms.") : ValidationResult.Success();

    TimeSpan? ParseLatency() =>
        Latency.EndsWith("ms", StringComparison.Ordinal) && double.TryParse(Latency[..^2], CultureInfo.InvariantCulture, out var milliseconds) && milliseconds >= 0
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;
}
