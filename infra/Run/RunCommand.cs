using System.ComponentModel;
using System.Diagnostics;
using Messaging.FunctionsHost;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Messaging.Run;

[Description("Starts the whole platform on this machine: Service Bus, Tables, SignalR, an issuer, the five apps, and one address for clients. Ctrl-C stops it.")]
sealed class RunCommand : AsyncCommand<RunSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, RunSettings settings, CancellationToken cancellationToken)
    {
        using var telemetry = new Telemetry("local-world", settings.LogLevel, settings.Dashboard ? new($"http://127.0.0.1:{new Ports(settings.PortBase).Otlp}") : null);
        var started = Stopwatch.GetTimestamp();
        try
        {
            await using var world = await LocalWorld.StartAsync(settings.ToOptions(), telemetry.Logs, ct: cancellationToken);
            Print(world, Stopwatch.GetElapsedTime(started));
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested) { }
        catch (Exception refused) when (refused is IOException or InvalidOperationException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }

        return 0;
    }

    static void Print(LocalWorld world, TimeSpan took)
    {
        var table = new Table().AddColumns("Part", "Address", "State", "Process");
        foreach (var part in world.Parts)
        {
            table.AddRow(part.Name, part.Address, $"[green]{part.State}[/]", string.Join(", ", part.Processes));
        }

        AnsiConsole.Write(table);
        Console.WriteLine($"Ready after {took.TotalSeconds:F1} s. For other programs:");
        Console.WriteLine($"  ServiceBus  {world.ServiceBus.ConnectionString}");
        Console.WriteLine($"  Tables      {world.Tables}");
        Console.WriteLine($"  SignalR     {world.SignalR.ConnectionString}");
        Console.WriteLine("Open these two side by side and chat; Ctrl-C stops everything:");
        Console.WriteLine($"  {world.Address}?user=alice");
        Console.WriteLine($"  {world.Address}?user=bob");
    }
}
