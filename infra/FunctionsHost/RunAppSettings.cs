using System.ComponentModel;
using System.Text.Json;
using Spectre.Console.Cli;

namespace Messaging.FunctionsHost;

sealed class RunAppSettings : CommandSettings
{
    [CommandOption("--app <DIR>", isRequired: true)]
    [Description("The app's build output: the folder with host.json and worker.config.json.")]
    public string App { get; init; } = "";

    [CommandOption("--host <ADDRESS>")]
    [Description("IP address the app answers HTTP on.")]
    [DefaultValue("127.0.0.1")]
    public string Host { get; init; } = "127.0.0.1";

    [CommandOption("--port <PORT>")]
    [Description("0 takes any free port.")]
    [DefaultValue(7071)]
    public int Port { get; init; }

    [CommandOption("--settings <FILE>")]
    [Description("A local.settings.json; its Values become app settings.")]
    public string? Settings { get; init; }

    [CommandOption("--scale <INSTANCES>")]
    [Description("Number of instances, each with its own worker process and listeners.")]
    [DefaultValue(1)]
    public int Scale { get; init; }

    [CommandOption("--data <DIR>")]
    [Description("Folder where timers note when they fired, so that a missed time is made up for.")]
    public string? Data { get; init; }

    [CommandOption("--key <KEY>")]
    [Description("Enforces authorization levels; this key opens all of them.")]
    public string? Key { get; init; }

    [CommandOption("--otlp <URL>")]
    [Description("Sends logs and traces to an OpenTelemetry endpoint (gRPC), as OTEL_EXPORTER_OTLP_ENDPOINT does.")]
    public Uri? Otlp { get; init; }

    [CommandOption("--log-level <LEVEL>")]
    [DefaultValue(LogLevel.Information)]
    public LogLevel LogLevel { get; init; }

    public string Name => Path.GetFileNameWithoutExtension(Metadata.WorkerConfig.Load(App).WorkerPath);

    public FunctionAppOptions ToOptions() => new()
    {
        Name = Name,
        Directory = App,
        Host = Host,
        Port = Port,
        Instances = Scale,
        Settings = Settings is { } file ? ValuesOf(file) : new Dictionary<string, string>(),
        Data = Data,
        Keys = Key is { } key ? new(key, [key], key) : null,
    };

    static Dictionary<string, string> ValuesOf(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return json.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(value => value.Name, value => value.Value.ToString());
    }
}
