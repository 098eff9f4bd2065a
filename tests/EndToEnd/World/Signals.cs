using System.Diagnostics;
using System.Globalization;

namespace Messaging.EndToEnd.World;

static class Signals
{
    /// <param name="signal">A name such as INT.</param>
    /// <param name="process">A process id, or a group's as a negative number.</param>
    public static async Task SendAsync(string signal, int process)
    {
        using var kill = Process.Start("kill", ["-s", signal, "--", process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>The processes that this one has started.</summary>
    public static async Task<IReadOnlyList<int>> ChildrenAsync(int process)
    {
        using var pgrep = Process.Start(new ProcessStartInfo("pgrep", ["-P", process.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        var found = await pgrep.StandardOutput.ReadToEndAsync();
        return [.. found.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
    }

    public static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
