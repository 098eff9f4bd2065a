using System.ComponentModel;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Messaging.SignalR;

[Description("Runs Azure SignalR Service in Serverless mode on this machine until Ctrl-C.")]
sealed class ServeCommand : AsyncCommand<ServeCommand.Settings>
{
    internal sealed class Settings : CommandSettings
    {
        [CommandOption("--host <HOST>"), DefaultValue("127.0.0.1"), Description("Address to listen on.")]
        public string Host { get; init; } = "127.0.0.1";

        [CommandOption("--port <PORT>"), DefaultValue(8888), Description("Port to listen on; 0 takes any free one.")]
        public int Port { get; init; } = 8888;

        [CommandOption("--data <FOLDER>"), Description("Folder that keeps users' groups over restarts; in memory without it.")]
        public string? Data { get; init; }

        [CommandOption("--upstream <TEMPLATE>")]
        [Description("Where clients' events are posted: \"URL [[hubs=a,b]] [[categories=connections,messages]] [[events=x,y]]\"; "
            + "the URL may hold {hub}, {category} and {event}. May be given several times; the first match wins.")]
        public string[] Upstreams { get; init; } = [];

        [CommandOption("--key <KEY>"), DefaultValue(SignalRServerOptions.DefaultAccessKey), Description("Access key, at least 32 bytes.")]
        public string Key { get; init; } = SignalRServerOptions.DefaultAccessKey;

        [CommandOption("--secondary-key <KEY>"), Description("A second access key, valid beside the first.")]
        public string? SecondaryKey { get; init; }

        [CommandOption("--authority <URL>"), Description("OIDC issuer whose bearer tokens for https://signalr.azure.com are taken too.")]
        public string? Authority { get; init; }

        [CommandOption("--latency <TIME>"), DefaultValue("0ms")]
        [Description("Round trip added to every REST and upstream call, such as 10ms.")]
        public string Latency { get; init; } = "0ms";

        public SignalRServerOptions ToOptions() => new()
        {
            Host = Host,
            Port = Port,
            Data = Data,
            Upstreams = [.. Upstreams.Select(UpstreamTemplate.Parse)],
            AccessKey = Key,
            SecondaryKey = SecondaryKey,
            Authority = Authority,
            Latency = Milliseconds(Latency),
        };

        static TimeSpan Milliseconds(string text)
        {
            var number = text.EndsWith("ms", StringComparison.Ordinal) ? text[..^2] : text;
            return double.TryParse(number, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds >= 0
                ? TimeSpan.FromMilliseconds(milliseconds)
                : throw new FormatException($"'{text}' isn't a time in milliseconds, such as 10ms.");
        }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken cancellationToken)
    {
        using var logs = LoggerFactory.Create(log => log
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            .AddSimpleConsole(console => console.SingleLine = true));
        try
        {
            await using var server = await SignalRServer.StartAsync(settings.ToOptions(), logs, ct: cancellationToken);
            Console.WriteLine("SignalR in Serverless mode, for local use only.");
            Console.WriteLine(server.ConnectionString);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested) { }
        catch (Exception refused) when (refused is IOException or FormatException or ArgumentException)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{refused.Message}[/]");
            return 1;
        }

        return 0;
    }
}
