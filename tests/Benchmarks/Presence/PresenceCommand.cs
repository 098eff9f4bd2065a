using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Messaging.Benchmarks.Path;
using Spectre.Console.Cli;

namespace Messaging.Benchmarks.Presence;

/// <summary>What it costs to know who is online, at rest and when a node drops all its devices.</summary>
sealed class PresenceCommand : AsyncCommand<PresenceCommand.Settings>
{
    static readonly TimeSpan Settled = TimeSpan.FromSeconds(90);

    public sealed class Settings : CommandSettings
    {
        [CommandOption("--devices <COUNT>"), DefaultValue(10_000), Description("Devices connected, one a user.")]
        public int Devices { get; init; }

        [CommandOption("--watched <COUNT>"), DefaultValue(1_000), Description("Users watched, each by five watchers.")]
        public int Watched { get; init; }

        [CommandOption("--watchers <COUNT>"), DefaultValue(100), Description("Users who watch.")]
        public int Watchers { get; init; }

        [CommandOption("--rate <PER-SECOND>"), DefaultValue(400.0), Description("Connects per second of the reconnect storm.")]
        public double Rate { get; init; }

        [CommandOption("--minutes <COUNT>"), DefaultValue(2), Description("Length of the rest.")]
        public int Minutes { get; init; }

        [CommandOption("--port-base <PORT>"), DefaultValue(28700)]
        public int PortBase { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken ct)
    {
        Say($"load before {Load()}, {Environment.ProcessorCount} processors shared by clients, local world and apps");
        await using var world = await World.StartAsync(settings.PortBase, latency: null);
        var load = new PresenceLoad(world, settings.Devices, settings.Watched, settings.Watchers);

        var clock = Stopwatch.StartNew();
        await load.ConnectAsync();
        Say($"{settings.Devices} devices connected at {settings.Devices / clock.Elapsed.TotalSeconds:0}/s, with sign-in and negotiate");
        clock.Restart();
        await load.WatchAsync();
        Say($"{settings.Watchers} watchers watch {settings.Watched} users after {clock.Elapsed.TotalSeconds:0} s");

        // From here to the end of a minute nothing of the beginning is under way.
        await Task.Delay(Settled, TimeProvider.System, ct);
        var before = await world.CountersAsync();
        var minutes = TimeSpan.FromMinutes(settings.Minutes);
        await load.RestAsync(minutes);
        var rest = await world.CountersAsync() - before;
        Say($"at rest, per minute: table transactions {rest.TableTransactions / minutes.TotalMinutes:0}, of them rows written {rest.RowsWritten / minutes.TotalMinutes:0}; Service Bus credits on all queues {rest.Credits / minutes.TotalMinutes:0}, queue messages {rest.Queued / minutes.TotalMinutes:0}; SignalR calls {rest.Calls / minutes.TotalMinutes:0}");

        await StormAsync(world, load, settings, ct);
        Say($"load after {Load()}");
        return 0;
    }

    static async Task StormAsync(World world, PresenceLoad load, Settings settings, CancellationToken ct)
    {
        var (before, told) = (await world.CountersAsync(), load.Told);
        var took = await load.StormAsync(settings.Rate);
        await Task.Delay(Settled, TimeProvider.System, ct);
        var cost = await world.CountersAsync() - before;
        double dropped = settings.Devices - settings.Watchers;
        Say($"storm: {dropped} devices dropped at once and back after {took.TotalSeconds:0.0} s ({dropped / took.TotalSeconds:0}/s); per device: rows written {cost.RowsWritten / dropped:0.00}, table transactions {cost.TableTransactions / dropped:0.00}, queue messages {cost.Queued / dropped:0.000}, SignalR calls {cost.Calls / dropped:0.000}");
        Say($"false transitions seen by {settings.Watchers} watchers: {load.Told.Offline - told.Offline} offline, {load.Told.Online - told.Online} online");
    }

    static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";

    static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
