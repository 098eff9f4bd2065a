using System.Diagnostics;

namespace Messaging.EndToEnd.World;

static class Processes
{
    /// <summary>Far beyond what any of them takes.</summary>
    static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    /// <summary>The exit code; null if it went on for minutes and was killed, with all that it had started.</summary>
    public static async Task<int?> EndsAsync(this Process process)
    {
        using var patience = new CancellationTokenSource(Deadline, TimeProvider.System);
        using var killing = patience.Token.Register(() => process.Kill(entireProcessTree: true));
        await process.WaitForExitAsync();
        return patience.IsCancellationRequested ? null : process.ExitCode;
    }
}
