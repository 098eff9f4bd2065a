using System.Globalization;
using Messaging.Conformance.Tables;
using Spectre.Console;

namespace Messaging.Benchmarks.Tables;

/// <summary>
/// The stand-in beside Azurite, both as processes of their own, through the same client in the same run.
/// The stand-in writes durably to disk; Azurite acknowledges before it writes.
/// </summary>
public static class TableBenchmarks
{
    const int DefaultRows = 100_000;

    /// <param name="args"><c>--rows N</c> in the partition (default 100,000); <c>--without-azurite</c>.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var rows = Array.IndexOf(args, "--rows") is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : DefaultRows;
        var data = Directory.CreateTempSubdirectory("tables-benchmark-").FullName;
        using (var ours = await StandInProcess.StartAsync(data))
        {
            var services = new List<TableLoad> { new("stand-in", ours.ConnectionString, rows) };
            if (!args.Contains("--without-azurite"))
                services.Add(new("Azurite", await AzuriteServer.StartAsync(), rows));
            await ReportAsync(services, rows);
        }
        Directory.Delete(data, recursive: true);
        return 0;
    }

    static async Task ReportAsync(IReadOnlyList<TableLoad> services, int rows)
    {
        var table = new Table().AddColumn($"{rows:N0} rows in the partition");
        foreach (var service in services)
            table.AddColumn(service.Name);
        foreach (var (name, measure) in Measurements)
        {
            var figures = new List<string>();
            foreach (var service in services)
                figures.Add(await measure(service));
            table.AddRow([name, .. figures]);
        }
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine($"p50 / p99 in ms, or rows a second. {Environment.ProcessorCount} processors shared by client and server, load {Load()}.");
    }

    static readonly (string Name, Func<TableLoad, Task<string>> Measure)[] Measurements =
    [
        ("range of 50 at 3,000 rows", service => service.RangeAtAsync(3_000)),
        ("load by transactions of 100", service => service.FillAsync()),
        ("point read", service => service.PointReadAsync()),
        ("range of 50", service => service.RangeAsync()),
        ("page of 1,000", service => service.PageAsync()),
        ("property scan, one hit", service => service.ScanAsync()),
        ("insert", service => service.InsertAsync()),
        ("16 parallel inserts", service => service.ParallelInsertsAsync()),
        ("transaction of 21", service => service.TransactionAsync(21)),
        ("transaction of 100", service => service.TransactionAsync(100)),
    ];

    static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";
}
