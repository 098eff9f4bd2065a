using System.ComponentModel;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Messaging.Run;

sealed class RunSettings : CommandSettings
{
    [CommandOption("--port-base <PORT>"), DefaultValue(7100)]
    [Description("Port of the front door; the other parts take ports within the next 20.")]
    public int PortBase { get; init; } = 7100;

    [CommandOption("--data <FOLDER>"), Description("Folder of all data. Default: .data/<port-base> in the repository.")]
    public string? Data { get; init; }

    [CommandOption("--fresh"), Description("Empty the data first.")]
    public bool Fresh { get; init; }

    [CommandOption("--latency <TIME>"), Description("Round trip that Service Bus and Tables add, for instance 10ms. Default: none.")]
    public string? Latency { get; init; }

    [CommandOption("--throttle"), Description("Throttle Service Bus as its Standard tier does.")]
    public bool Throttle { get; init; }

    [CommandOption("--tables <SERVICE>"), DefaultValue(TablesOf.Infra), Description("infra, or azurite: from npm, to compare with.")]
    public TablesOf Tables { get; init; }

    [CommandOption("--dashboard"), Description("Start the Aspire dashboard, fetched from NuGet once (125 MB), and send it logs and traces of everything.")]
    public bool Dashboard { get; init; }

    [CommandOption("--config <FILE>"), Description("Queues, topics and subscriptions, in the official emulator's form. Default: infra/Run/Config.json.")]
    public string? Config { get; init; }

    [CommandOption("--scale <APP=COUNT>"), Description("Instances of an app, for instance route=2. May be given several times.")]
    public string[] Scale { get; init; } = [];

    [CommandOption("--log-level <LEVEL>"), DefaultValue(LogLevel.Warning), Description("What parts and apps write here: Information shows every invocation.")]
    public LogLevel LogLevel { get; init; } = LogLevel.Warning;

    public override ValidationResult Validate() =>
        PortBase is < 1 or > 65535 - Ports.Span ? ValidationResult.Error($"--port-base is from 1 to {65535 - Ports.Span}.")
        : Latency is not null && Time(Latency) is null ? ValidationResult.Error("--latency is a time such as 10ms or 0.01s.")
        : Latency is not null && Tables == TablesOf.Azurite ? ValidationResult.Error("--latency is added by infra/Tables, not by Azurite.")
        : Scale.FirstOrDefault(scale => Instances(scale) is null) is { } wrong ? ValidationResult.Error($"'{wrong}' is not of the form app=count.")
        : ValidationResult.Success();

    public LocalWorldOptions ToOptions() => new()
    {
        PortBase = PortBase,
        Data = Data,
        Fresh = Fresh,
        Latency = Time(Latency) ?? TimeSpan.Zero,
        Throttle = Throttle,
        Tables = Tables,
        Dashboard = Dashboard,
        Config = Config,
        Scale = Scale.Select(scale => Instances(scale)!.Value).ToDictionary(StringComparer.OrdinalIgnoreCase),
    };

    static KeyValuePair<string, int>? Instances(string scale) =>
        scale.Split('=') is [var app, var count]
            && Apps.InPathOrder.Contains(app, StringComparer.OrdinalIgnoreCase)
            && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var instances) && instances is > 0 and <= 16
            ? new(app, instances) : null;

    static TimeSpan? Time(string? text) => text switch
    {
        [.. var number, 'm', 's'] when Number(number) is { } milliseconds => TimeSpan.FromMilliseconds(milliseconds),
        [.. var number, 's'] when Number(number) is { } seconds => TimeSpan.FromSeconds(seconds),
        _ => null,
    };

    static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
