using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Messaging.Benchmarks.Path;

/// <summary>Another server measured by its own command in the same run. The command prints a line that begins with <c>paced</c> and has
/// <c>p50 N … p99 N</c>, and a line <c>flat in-window deliveries/s N</c>.</summary>
sealed partial record Peer(double PacedP50, double PacedP99, double FlatDeliveries)
{
    public static async Task<Peer?> MeasureAsync(string command)
    {
        var start = new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardOutput = true };
        using var run = Process.Start(start)!;
        var said = await run.StandardOutput.ReadToEndAsync();
        await run.WaitForExitAsync();
        Console.WriteLine(said.TrimEnd());
        var paced = Paced().Match(said);
        var flat = Flat().Match(said);
        return paced.Success && flat.Success ? new(Number(paced, 1), Number(paced, 2), Number(flat, 1)) : null;
    }

    static double Number(Match match, int group) => double.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^paced.* p50 ([\d.]+).* p99 ([\d.]+)", RegexOptions.Multiline)]
    private static partial Regex Paced();

    [GeneratedRegex(@"flat in-window deliveries/s ([\d.]+)")]
    private static partial Regex Flat();
}
