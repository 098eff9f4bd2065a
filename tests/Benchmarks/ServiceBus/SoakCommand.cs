using System.ComponentModel;
using Messaging.Conformance.ServiceBus;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Messaging.Benchmarks.ServiceBus;

/// <summary>Twenty senders and twenty processors while the broker is killed at random; fails if a promise was broken.</summary>
sealed class SoakCommand : AsyncCommand<SoakCommand.Settings>
{
    public sealed class Settings : CommandSettings
    {
        [CommandOption("--minutes <COUNT>"), DefaultValue(10.0), Description("Length of the run.")]
        public double Minutes { get; init; }

        [CommandOption("--kill-every <SECONDS>"), DefaultValue(10.0), Description("Mean time between two kills.")]
        public double KillEvery { get; init; }
    }

    public override async Task<int> ExecuteAsync(CommandContext context, Settings settings, CancellationToken ct)
    {
        await using var soak = new Soak();
        await soak.RunAsync(TimeSpan.FromMinutes(settings.Minutes), TimeSpan.FromSeconds(settings.KillEvery));
        var ledger = soak.Ledger;
        AnsiConsole.WriteLine(FormattableString.Invariant(
            $"{soak.Kills} kills, longest restart {soak.LongestRestart.TotalSeconds:0.0} s; {ledger.Sent} sent, {soak.RepeatedSends} sends repeated; ")
            + $"{ledger.Deliveries} deliveries, {ledger.Abandoned} abandoned, {ledger.Completed} completed once, {ledger.Unconfirmed} done without confirmation; {ledger.Broken.Count} promises broken");
        foreach (var broken in ledger.Broken)
            AnsiConsole.WriteLine(broken);
        return ledger.Broken.IsEmpty ? 0 : 1;
    }
}
