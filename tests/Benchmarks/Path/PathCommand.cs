using System.ComponentModel;
using System.Globalization;
using Spectre.Console.Cli;

namespace Messaging.Benchmarks.Path;

sealed class PathCommand : AsyncCommand<PathCommand.Settings>
{
    public sealed class Settings : CommandSettings
    {
        [CommandOption("--members <COUNT>"), DefaultValue(100), Description("Online members of the busy conversation.")]
        public int Members { get; init; }

        [CommandOption("--rate <PER-SECOND>"), DefaultValue(10.0), Description("Messages per second of the paced run.")]
        public double Rate { get; init; }

        [CommandOption("--senders <COUNT>"), DefaultValue(10), Description("Members who send.")]
        public int Senders { get; init; }

        [CommandOption("--seconds <COUNT>"), DefaultValue(10), Description("Length of each measured run.")]
        public int Seconds { get; init; }

        [CommandOption("--conversations <COUNT>"), DefaultValue(5000), Description("Conversations of the second line; 0 leaves it out.")]
        public int Conversations { get; init; }

        [CommandOption("--many-rate <PER-SECOND>"), DefaultValue(1000.0), Description("Messages per second of the second line.")]
        public double ManyRate { get; init; }

        [CommandOption("--beside <COMMAND>"), Description("Measures a peer in the same run and prints the ratios to it.")]
        public string? Beside { get; init; }

        [CommandOption("--port-base <PORT>"), DefaultValue(27100)]
        public int PortBase { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken ct)
    {
        var length = TimeSpan.FromSeconds(settings.Seconds);
        Say($"load before {Load()}, {Environment.ProcessorCount} processors shared by clients, local world and apps");

        Figures paced, flat;
        await using (var world = await World.StartAsync(settings.PortBase, latency: null))
            (paced, flat) = await new BusyConversation(world, settings.Members, settings.Senders, length).MeasureAsync(settings.Rate);
        Say($"paced {settings.Rate} msg/s x{settings.Members}: {paced}");
        Say($"flat {settings.Senders} senders x{settings.Members}: {flat}");

        if (settings.Beside is { } command)
        {
            if (await Peer.MeasureAsync(command) is not { } peer) { Say($"The command printed no figures: {command}"); return 1; }
            Say($"ratio to the peer: paced p50 {paced.Arrival.At(50) / peer.PacedP50:0.00}, paced p99 {paced.Arrival.At(99) / peer.PacedP99:0.00}, flat deliveries/s {flat.PerSecond / peer.FlatDeliveries:0.00}");
        }
        if (settings.Conversations > 0) await ManyAsync(settings, length);
        Say($"load after {Load()}");
        return 0;
    }

    static async Task ManyAsync(Settings settings, TimeSpan length)
    {
        await using var world = await World.StartAsync(settings.PortBase, latency: "10ms");
        await using var many = new ManyConversations(world, settings.Conversations);
        await many.PrepareAsync();
        var (arrival, accepted, sent, _, cost) = await many.MeasureAsync(settings.ManyRate, TimeSpan.FromSeconds(5), length);
        Say($"{settings.ManyRate} msg/s over {settings.Conversations} conversations at 10 ms: arrived {arrival.Count}/{sent}, send→screen {arrival}; send→202 {accepted}");
        Say($"  per message: Service Bus credits {(double)cost.Credits / sent:0.00}, queue messages {(double)cost.Queued / sent:0.00}, table transactions {(double)cost.TableTransactions / sent:0.00}; messages per message on queue route {(double)sent / cost.Routed:0.00}");
    }

    static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";

    static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
