using System.Diagnostics;
using System.Globalization;
using Messaging.FunctionsHost;
using Messaging.ServiceBus;
using Messaging.Tables;
using Spectre.Console;

namespace Messaging.Benchmarks.ColdStart;

/// <summary>
/// How long an app takes from the start of its worker process until all its functions are loaded and listened for, compiled at run time and
/// compiled ahead as deployed. The two take turns, each run in a process of its own; the first pair warms the file cache and is not counted.
/// </summary>
public static class ColdStartBenchmark
{
    const int DefaultRuns = 7;

    static readonly string[] Apps = ["Send", "Route", "FanOut", "Presence", "Sync"];

    /// <param name="args"><c>--runs N</c> of each kind (default 7).</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var runs = Array.IndexOf(args, "--runs") is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : DefaultRuns;
        var folder = Directory.CreateTempSubdirectory("coldstart-");
        await using (var broker = await Broker.StartAsync(new() { Port = 0, AdministrationPort = 0, Config = System.IO.Path.Combine(AppContext.BaseDirectory, "Config.json") }))
        await using (var tables = await TableServer.StartAsync(new() { Port = 0 }))
        {
            var settings = Settings(broker.ConnectionString, tables.ConnectionString);
            var report = new Table().AddColumns("app", "JIT p50 (worst) ms", "ReadyToRun p50 (worst) ms", "ratio of p50", "package MB JIT, ReadyToRun");
            foreach (var app in Apps)
                report.AddRow(await RowAsync(app, folder.FullName, settings, runs));
            AnsiConsole.Write(report);
            AnsiConsole.WriteLine($"{runs} starts of each kind, {Environment.ProcessorCount} processors, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}.");
        }
        folder.Delete(recursive: true);
        return 0;
    }

    static async Task<string[]> RowAsync(string app, string folder, Dictionary<string, string> settings, int runs)
    {
        var late = await Publisher.PublishAsync(app, System.IO.Path.Combine(folder, "jit", app), readyToRun: false);
        var early = await Publisher.PublishAsync(app, System.IO.Path.Combine(folder, "r2r", app), readyToRun: true);
        var times = new Dictionary<string, List<double>> { [late] = [], [early] = [] };
        for (var run = 0; run <= runs; run++)
            foreach (var (output, measured) in times)
                if (await StartAsync(app, output, settings) is var took && run > 0)
                    measured.Add(took);
        return [app, Figure(times[late]), Figure(times[early]), $"{Median(times[early]) / Median(times[late]):0.00}", $"{Publisher.Megabytes(late):0}, {Publisher.Megabytes(early):0}"];
    }

    static async Task<double> StartAsync(string app, string output, Dictionary<string, string> settings)
    {
        var began = Stopwatch.GetTimestamp();
        await using var started = await FunctionApp.StartAsync(new() { Name = app, Directory = output, Settings = settings });
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    static Dictionary<string, string> Settings(string serviceBus, string tables) => new()
    {
        ["ServiceBus"] = serviceBus,
        ["Tables"] = tables,
        // Neither is called before the first request.
        ["SignalR"] = "Endpoint=http://127.0.0.1;Port=1;AccessKey=ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH;Version=1.0;",
        ["Auth__Authority"] = "http://127.0.0.1:1",
    };

    static string Figure(List<double> times) => $"{Median(times):0} ({times.Max():0})";

    static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
