using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Messaging.Benchmarks.ServiceBus;

/// <summary>The broker as a process of its own, durable, with messages of 1 KiB, through the SDK in this process.</summary>
sealed class ServiceBusCommand : AsyncCommand<ServiceBusCommand.Settings>
{
    public sealed class Settings : CommandSettings
    {
        [CommandOption("--only <WORD>"), Description("Takes only the measurements whose names hold the word.")]
        public string Only { get; init; } = "";

        [CommandOption("--messages <COUNT>"), DefaultValue(100_000), Description("Messages of a measurement.")]
        public int Messages { get; init; }

        [CommandOption("--connections <COUNT>"), DefaultValue(1_000), Description("Connections, and then links, at once.")]
        public int Connections { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken ct)
    {
        var table = new Table().AddColumns("1 KiB, durable", "measured", "goal", "load before");
        foreach (var (name, goal, measure) in Measurements(settings).Where(each => each.Name.Contains(settings.Only, StringComparison.OrdinalIgnoreCase)))
        {
            var load = Load();
            table.AddRow(name, await measure(), goal, load);
        }
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"{Environment.ProcessorCount} processors shared by client and broker, load {Load()} after.");
        return 0;
    }

    static IEnumerable<(string Name, string Goal, Func<Task<string>> Measure)> Measurements(Settings settings) =>
    [
        ("send, batches of 100", "≥ 40,000 /s", () => Throughput.SendAsync(settings.Messages)),
        ("receive 100 and complete", "≥ 20,000 /s", () => Throughput.ReceiveAsync(settings.Messages)),
        ("processor, 32 calls", "≥ 15,000 /s", () => Throughput.ProcessAsync(settings.Messages)),
        ("send one at a time", "p50 < 1.2 ms", () => SendLatency.OneAtATimeAsync(settings.Messages / 10)),
        ("send at 1,000/s for 30 s, checkpoints running", "p99 < 10 ms", () => SendLatency.PacedAsync(1_000, TimeSpan.FromSeconds(30))),
        ("16 held sessions, 20 ms of work, 400/s, 10 ms round trips", "p99 < 100 ms", () => new HeldSessions(16, 400, TimeSpan.FromMilliseconds(20)).MeasureAsync(TimeSpan.FromSeconds(10))),
        ($"{settings.Connections:N0} connections, then links, at once", "all", () => Crowd.MeasureAsync(settings.Connections)),
        ($"recovery of {settings.Messages:N0} messages after kill -9", "< 5 s", () => RecoveryTime.MeasureAsync(settings.Messages)),
    ];

    static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..2]) : "unknown";
}
