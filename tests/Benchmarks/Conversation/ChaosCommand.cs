using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Messaging.Benchmarks.Path;
using Messaging.EndToEnd.Chaos;
using Spectre.Console.Cli;

namespace Messaging.Benchmarks.Conversation;

/// <summary>Random commands of many users while Route, FanOut and everything else are killed at random; fails if a promise was broken.</summary>
sealed class ChaosCommand : AsyncCommand<ChaosCommand.Settings>
{
    static readonly string[] Killed = ["Route", "Route", "FanOut", "FanOut", "Sync", "Send", Everything];
    const string Everything = "everything";

    static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    public sealed class Settings : CommandSettings
    {
        [CommandOption("--commands <COUNT>"), DefaultValue(100_000), Description("Commands accepted in all; those refused at once are not among them.")]
        public int Commands { get; init; }

        [CommandOption("--minutes <COUNT>"), DefaultValue(60.0), Description("After them no more commands are given.")]
        public double Minutes { get; init; }

        [CommandOption("--kill-every <SECONDS>"), DefaultValue(10.0), Description("Mean time between two kills.")]
        public double KillEvery { get; init; }

        [CommandOption("--seed <NUMBER>"), DefaultValue(1), Description("Of users and commands; what is killed when depends on the machine too.")]
        public int Seed { get; init; }

        [CommandOption("--port-base <PORT>"), DefaultValue(27700)]
        public int PortBase { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken ct)
    {
        await using var world = await World.StartAsync(settings.PortBase, latency: null);
        Uri Address(int port) => new($"http://127.0.0.1:{port}");
        await using var crowd = await ChaosCrowd.GatherAsync(Address(world.Port), Address(world.Port + 5), settings.Seed);

        using var enough = new CancellationTokenSource(TimeSpan.FromMinutes(settings.Minutes), TimeProvider.System);
        var clock = Stopwatch.StartNew();
        var running = crowd.RunAsync(settings.Commands, meanwhile: Task.CompletedTask, enough.Token);
        using var progress = TimeProvider.System.CreateTimer(_ => Say($"{crowd.Accepted} of {settings.Commands} accepted, {crowd.Given} given, after {clock.Elapsed.TotalSeconds:0} s"),
            null, BetweenLines, BetweenLines);
        var kills = await KillAsync(world, running, new Random(settings.Seed), settings.KillEvery);
        await running;
        progress.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Say($"{crowd.Given} commands in {clock.Elapsed.TotalSeconds:0} s, {crowd.Accepted} of them accepted ({(double)crowd.Accepted / crowd.Given:P0}), {crowd.Retries} requests repeated; killed: {string.Join(", ", kills.Select(it => $"{it.Key} {it.Value} times"))}");
        var broken = await crowd.BrokenAsync();
        Say($"{broken.Count} promises broken; checked after {clock.Elapsed.TotalSeconds:0} s");
        foreach (var promise in broken.Take(50)) Console.WriteLine(promise);
        return broken.Count == 0 ? 0 : 1;
    }

    static async Task<SortedDictionary<string, int>> KillAsync(World world, Task running, Random random, double every)
    {
        var kills = new SortedDictionary<string, int>();
        while (await Task.WhenAny(running, Task.Delay(TimeSpan.FromSeconds(every * 2 * random.NextDouble()), TimeProvider.System)) != running)
        {
            var victim = Killed[random.Next(Killed.Length)];
            await (victim == Everything ? world.KillAsync() : world.KillAsync(victim));
            kills[victim] = kills.GetValueOrDefault(victim) + 1;
        }
        return kills;
    }

    static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
