using System.ComponentModel;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Messaging.ServiceBus;

/// <summary>Runs a broker until Ctrl-C or SIGTERM.</summary>
[Description("Runs a local Azure Service Bus namespace: AMQP 1.0 for messages, HTTP for administration.")]
sealed class ServeCommand : AsyncCommand<ServeSettings>
{
    public override async Task<int> ExecuteAsync(CommandContext context, ServeSettings settings, CancellationToken cancellationToken)
    {
        using var logs = LoggerFactory.Create(logging => logging.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning));
        using var stop = new StopSignal();
        try
        {
            await using var broker = await Broker.StartAsync(settings.ToOptions(), logs, ct: cancellationToken);
            Console.WriteLine(broker.ConnectionString);
            return await Task.WhenAny(stop.Received, broker.Failed) == stop.Received ? 0 : 1;
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{failure.Message}[/]");
            return 1;
        }
    }
}
