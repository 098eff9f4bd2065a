using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text.Json;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Messaging.FunctionsHost;

/// <summary>Runs one app until Ctrl-C or SIGTERM.</summary>
[Description("Runs a .NET isolated function app from its build output.")]
sealed class RunApp : AsyncCommand<RunApp.Arguments>
{
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    public sealed class Arguments : CommandSettings
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

        [CommandOption("--log-level <LEVEL>")]
        [DefaultValue(LogLevel.Information)]
        public LogLevel LogLevel { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Arguments settings, CancellationToken cancellationToken)
    {
        var stop = new TaskCompletionSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var logs = LoggerFactory.Create(logging => logging
            .SetMinimumLevel(settings.LogLevel)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Yarp", LogLevel.Warning)
            .AddFilter("Grpc", LogLevel.Warning)
            .AddSimpleConsole(console => console.SingleLine = true));
        await using var app = await FunctionApp.StartAsync(OptionsFrom(settings), logs, ct: cancellationToken);
        Print(app);
        await stop.Task;
        await app.StopAsync(Grace, CancellationToken.None);
        return 0;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.TrySetResult();
        }
    }

    static FunctionAppOptions OptionsFrom(Arguments arguments) => new()
    {
        Name = Path.GetFileNameWithoutExtension(Metadata.WorkerConfig.Load(arguments.App).WorkerPath),
        Directory = arguments.App,
        Host = arguments.Host,
        Port = arguments.Port,
        Instances = arguments.Scale,
        Settings = arguments.Settings is { } file ? ValuesOf(file) : new Dictionary<string, string>(),
    };

    static Dictionary<string, string> ValuesOf(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return json.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(value => value.Name, value => value.Value.ToString());
    }

    static void Print(FunctionApp app)
    {
        foreach (var route in app.Routes)
        {
            var methods = route.Methods.Count == 0 ? "any" : string.Join(',', route.Methods);
            AnsiConsole.MarkupLineInterpolated($"[green]{route.Function}[/] {methods} {app.Address}{route.Template}");
        }

        foreach (var function in app.Functions.Except(app.Routes.Select(route => route.Function)))
        {
            AnsiConsole.MarkupLineInterpolated($"[green]{function}[/]");
        }

        AnsiConsole.MarkupLineInterpolated($"Listening on {app.Address}. Ctrl-C stops.");
    }
}
