using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Messaging.Benchmarks.Path;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Messaging.Benchmarks.Conversation;

/// <summary>How many messages a hot conversation and many conversations take, what each costs, and what combining saves and adds; beside the naive pipeline.</summary>
sealed class ConversationCommand : AsyncCommand<ConversationCommand.Settings>
{
    const double LowRate = 20;

    /// <summary>At the same load, before it is measured: in its first minute a process compiles as much as it serves.</summary>
    static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(60);

    static readonly string[] Parts = ["hot", "many", "online", "paced", "throttled"];

    public sealed class Settings : CommandSettings
    {
        [CommandOption("--only <PARTS>"), DefaultValue("hot,many,online,paced,throttled"), Description("""
            What to measure, separated by commas: hot, all senders flat out in one conversation; many, the same over --conversations; online, what a
            message costs with --online members; paced, --rate over --spread conversations; throttled, the same under the Standard throttle.
            """)]
        public string Only { get; init; } = "";

        [CommandOption("--senders <COUNT>"), DefaultValue(500), Description("Members who write at once.")]
        public int Senders { get; init; }

        [CommandOption("--conversations <COUNT>"), DefaultValue(10_000), Description("Conversations that they write in at once; a multiple of the senders.")]
        public int Conversations { get; init; }

        [CommandOption("--online <COUNTS>"), DefaultValue("2,10,100,1000"), Description("Online members of the conversations whose messages are priced.")]
        public string Online { get; init; } = "";

        [CommandOption("--spread <COUNT>"), DefaultValue(5_000), Description("Conversations of the paced runs with 10 ms round trips.")]
        public int Spread { get; init; }

        [CommandOption("--rate <PER-SECOND>"), DefaultValue(1_000.0), Description("Messages per second of the paced runs.")]
        public double Rate { get; init; }

        [CommandOption("--seconds <COUNT>"), DefaultValue(10), Description("Length of each measured run.")]
        public int Seconds { get; init; }

        [CommandOption("--port-base <PORT>"), DefaultValue(27500)]
        public int PortBase { get; init; }

        public bool Wants(string part) => Only.Split(',', StringSplitOptions.TrimEntries).Contains(part);

        public override ValidationResult Validate() => Only.Split(',', StringSplitOptions.TrimEntries).Except(Parts).FirstOrDefault() is { } unknown
            ? ValidationResult.Error($"--only takes {string.Join(", ", Parts)}, not '{unknown}'.") : ValidationResult.Success();

        public TimeSpan Length => TimeSpan.FromSeconds(Seconds);
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken ct)
    {
        Say($"load before {Load()}, {Environment.ProcessorCount} processors shared by clients, local world and apps");
        var clock = Stopwatch.StartNew();
        foreach (var part in Parts.Where(settings.Wants))
        {
            await (part switch
            {
                "hot" => HotAsync(settings),
                "many" => ManyAsync(settings),
                "online" => PricedAsync(settings),
                _ => SpreadAsync(settings, throttle: part == "throttled"),
            });
            Say($"  ({part} is done after {clock.Elapsed.TotalSeconds:0} s)");
        }
        Say($"load after {Load()}");
        return 0;
    }

    static Task HotAsync(Settings settings) => FlatOutAsync(settings, 1, async naive =>
        Say($"  naive: {await naive.AppendAsync(300, consumers: 1):0} appended/s by the one consumer that a conversation allows"));

    static Task ManyAsync(Settings settings) => FlatOutAsync(settings, settings.Conversations, async naive =>
        Say($"  naive: {await naive.AppendAsync(3_200, consumers: 32):0} appended/s by 32 consumers"));

    static async Task FlatOutAsync(Settings settings, int conversations, Func<NaivePipeline, Task> beside)
    {
        await using var world = await World.StartAsync(settings.PortBase, latency: "10ms", "--config", NaivePipeline.Config());
        await using var naive = new NaivePipeline(world);
        await naive.CreateAsync();
        Say($"{settings.Senders} senders at once, conversations: {conversations}: {await new HotConversation(world, settings.Senders, conversations, WarmUp, settings.Length).MeasureAsync()}");
        await beside(naive);
    }

    static async Task PricedAsync(Settings settings)
    {
        await using var world = await World.StartAsync(settings.PortBase, latency: null, "--config", NaivePipeline.Config(), "--log-level", "Information");
        await using var naive = new NaivePipeline(world);
        await naive.CreateAsync();
        var sizes = settings.Online.Split(',').Select(count => int.Parse(count, CultureInfo.InvariantCulture)).ToList();
        var conversations = sizes.Select(members => new OnlineMembers(world, naive, members)).ToList();
        foreach (var conversation in conversations) await conversation.PrepareAsync();
        await Task.Delay(OnlineMembers.HintPause, TimeProvider.System);
        foreach (var (members, conversation) in sizes.Zip(conversations))
        {
            var (first, each, alone, arrived) = await conversation.MeasureAsync();
            Say($"{members} online members, 10 msg/s, {arrived:P1} arrived; per message: {each}");
            Say($"  the first in 30 s, with the inbox hints: {first}");
            Say($"  naive: {alone}");
            await conversation.DisposeAsync();
        }
    }

    static async Task SpreadAsync(Settings settings, bool throttle)
    {
        await using var world = await World.StartAsync(settings.PortBase, latency: "10ms", throttle ? ["--throttle"] : []);
        await using var many = new ManyConversations(world, settings.Spread);
        await many.PrepareAsync();
        var high = await many.MeasureAsync(settings.Rate, WarmUp, settings.Length);
        var low = await many.MeasureAsync(LowRate, TimeSpan.Zero, settings.Length);
        var name = $"over {settings.Spread} conversations, 10 ms{(throttle ? ", Standard throttle" : "")}";
        Say($"{settings.Rate} msg/s {name}: {Of(high)}");
        Say($"  combining adds to p50 of send→202 {high.Accepted.At(50) - low.Accepted.At(50):0.0} ms over {LowRate} msg/s ({low.Accepted}), where everything leaves at once");
        if (!throttle) Say($"1 msg/s {name}: {Of(await many.MeasureAsync(1, TimeSpan.Zero, settings.Length * 2))}");
    }

    static string Of(Paced run) => FormattableString.Invariant(
        $"arrived {run.Arrival.Count}/{run.Sent}, not accepted {run.Refused}; send→202 {run.Accepted}; send→screen {run.Arrival}; per message: {Cost.Of(run.Cost, run.Sent)}");

    static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";

    static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
