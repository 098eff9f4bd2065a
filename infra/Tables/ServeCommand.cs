using System.ComponentModel;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Messaging.Tables;

/// <summary>Runs one server until it is told to stop.</summary>
[Description("An Azure Table service on this machine. Prints its connection string when it is ready.")]
sealed class ServeCommand : AsyncCommand<ServeCommand.Settings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var logs = LoggerFactory.Create(logging => logging.AddSimpleConsole()
            .SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None));
        try
        {
            await using var server = await TableServer.StartAsync(settings.ToOptions(), logs, ct: stopping.Token);
            Console.WriteLine(server.ConnectionString);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 0;
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{e.Message}[/]");
            return 1;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopping.Cancel();
        }
    }

    public sealed class Settings : CommandSettings
    {
        [CommandOption("--host <ADDRESS>")]
        [Description("IP address to listen on.")]
        [DefaultValue("127.0.0.1")]
        public string Host { get; init; } = "127.0.0.1";

        [CommandOption("--port <PORT>")]
        [Description("Port to listen on; 0 takes a free one.")]
        [DefaultValue(10002)]
        public int Port { get; init; } = 10002;

        [CommandOption("--data <DIR>")]
        [Description("Folder of the data.")]
        [DefaultValue(".data/tables")]
        public string Data { get; init; } = ".data/tables";

        [CommandOption("--in-memory")]
        [Description("Keep nothing when the server stops.")]
        public bool InMemory { get; init; }

        [CommandOption("--latency <TIME>")]
        [Description("Added to every request, as 10ms or 0.01s.")]
        public string? Latency { get; init; }

        public TableServerOptions ToOptions() =>
            new() { Host = Host, Port = Port, Data = InMemory ? null : Data, Latency = Parse(Latency) ?? TimeSpan.Zero };

        public override ValidationResult Validate() =>
            Latency is not null && Parse(Latency) is null ? ValidationResult.Error("--latency is a time such as 10ms or 0.01s.")
            : Host != "localhost" && !IPAddress.TryParse(Host, out _) ? ValidationResult.Error("--host is an IP address or localhost.")
            : ValidationResult.Success();

        static TimeSpan? Parse(string? time) => time switch
        {
            [.. var number, 'm', 's'] when Number(number) is { } milliseconds => TimeSpan.FromMilliseconds(milliseconds),
            [.. var number, 's'] when Number(number) is { } seconds => TimeSpan.FromSeconds(seconds),
            _ => null,
        };

        static double? Number(string text) =>
            double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
