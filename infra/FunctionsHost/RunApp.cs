using System.ComponentModel;
using System.Runtime.InteropServices;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Messaging.FunctionsHost;

/// <summary>Runs one app until Ctrl-C or SIGTERM.</summary>
[Description("Runs a .NET isolated function app from its build output.")]
sealed class RunApp : AsyncCommand<RunAppSettings>
{
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    public override async Task<int> ExecuteAsync(CommandContext context, RunAppSettings settings, CancellationToken cancellationToken)
    {
        var stop = new TaskCompletionSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var telemetry = new Telemetry(settings.Name, settings.LogLevel, settings.Otlp);
        await using var app = await FunctionApp.StartAsync(settings.ToOptions(), telemetry.Logs, ct: cancellationToken);
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
