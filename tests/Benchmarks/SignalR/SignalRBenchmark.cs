using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Messaging.Benchmarks.SignalR;

/// <summary>
/// What one message to many costs, and what a client costs that only listens. The service runs as a process of its own
/// and shares the machine with its clients.
/// </summary>
public static class SignalRBenchmark
{
    const int Members = 5_000;
    const int Idle = 10_000;
    const int PayloadBytes = 200;
    const int InFlight = 8;

    static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    /// <summary>Prints the figures; the first argument may name the number of members, the second that of idle connections.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var members = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : Members;
        var idle = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : Idle;
        var table = new Table().AddColumns("What", "Result");
        table.AddRow("Machine", $"{Environment.ProcessorCount} processors, load {Load()} before");
        await FanOutAsync(table, members);
        await IdleAsync(table, idle);
        table.AddRow("Machine", $"load {Load()} after");
        AnsiConsole.Write(table);
        return 0;
    }

    static async Task FanOutAsync(Table table, int members)
    {
        await using var service = await SignalRProcess.StartAsync();
        await using var crowd = new Crowd(service);
        var clock = Stopwatch.StartNew();
        await crowd.ConnectAsync(members);
        table.AddRow("Connecting", $"{members / clock.Elapsed.TotalSeconds:N0} clients/s");
        await service.JoinAsync(Crowd.User, "everyone");

        var text = new string('x', PayloadBytes);
        var single = await LatenciesAsync(service, crowd, text, members);
        table.AddRow($"One message to all {members:N0}", $"p50 {single[single.Length / 2]:N0} ms, worst {single[^1]:N0} ms");

        var (rate, busy) = await FlatOutAsync(service, crowd, text, members);
        table.AddRow($"Flat out, group of {members:N0}, {PayloadBytes} B", $"{rate:N0} deliveries/s, {busy:N1} µs of service CPU each");
    }

    static async Task<double[]> LatenciesAsync(SignalRProcess service, Crowd crowd, string text, int members)
    {
        var latencies = new List<double>();
        for (var i = 0; i < 20; i++)
        {
            var clock = Stopwatch.StartNew();
            await service.SendAsync("everyone", text);
            await crowd.ReceivedAsync((i + 1L) * members);
            latencies.Add(clock.Elapsed.TotalMilliseconds);
        }

        return [.. latencies.Order()];
    }

    // A few messages are on their way at any time, so that the service is never idle and nothing piles up.
    static async Task<(double Rate, double Microseconds)> FlatOutAsync(SignalRProcess service, Crowd crowd, string text, int members)
    {
        var before = crowd.Received;
        var busy = service.ProcessorTime;
        var clock = Stopwatch.StartNew();
        for (var sent = 1; clock.Elapsed < Duration; sent++)
        {
            await service.SendAsync("everyone", text);
            await crowd.ReceivedAsync(before + (long)(sent - InFlight) * members);
        }

        var deliveries = crowd.Received - before;
        var seconds = clock.Elapsed.TotalSeconds;
        return (deliveries / seconds, (service.ProcessorTime - busy).TotalMicroseconds / deliveries);
    }

    static async Task IdleAsync(Table table, int idle)
    {
        await using var service = await SignalRProcess.StartAsync();
        await using var crowd = new Crowd(service);
        var empty = service.Memory;
        await crowd.ConnectAsync(idle);
        var full = service.Memory;
        table.AddRow($"{idle:N0} idle connections", $"{full >> 20:N0} MB ({empty >> 20:N0} MB without, {(full - empty) / idle / 1024.0:N1} KB each)");
    }

    static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
