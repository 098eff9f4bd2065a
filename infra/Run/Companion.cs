using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Messaging.Run;

/// <summary>A program of others beside this process. It ends with it, however this process ends.</summary>
sealed class Companion : IAsyncDisposable
{
    const int KeptLines = 20;

    /// <summary>Node, which the page needs anyway, stops the program when the pipe from here closes. Ctrl-C is for this process to hear.</summary>
    const string Keeper = """
        const [program, ...args] = process.argv.slice(1);
        const child = require("node:child_process").spawn(program, args, { detached: true, stdio: ["ignore", "inherit", "inherit"] });
        for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});
        process.stdin.on("end", () => child.kill()).resume();
        child.on("error", error => { console.error(error.message); process.exit(1); });
        child.on("exit", code => process.exit(code ?? 0));
        """;

    static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(3);
    static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    readonly Process process;
    readonly ConcurrentQueue<string> lastLines = new();

    Companion(ProcessStartInfo start)
    {
        process = new() { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int ProcessId => process.Id;

    /// <summary>Returns when the program accepts connections on <paramref name="port"/>.</summary>
    /// <exception cref="InvalidOperationException">It ends before, or takes longer than 30 s.</exception>
    public static async Task<Companion> StartAsync(
        string program, IEnumerable<string> arguments, int port, IReadOnlyDictionary<string, string> environment, TimeProvider time, CancellationToken ct)
    {
        var start = new ProcessStartInfo("node", ["-e", Keeper, "--", program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The exporters' settings are for this world's own telemetry.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("OTEL_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var companion = new Companion(start);
        try
        {
            await companion.ListeningAsync(port, time, ct);
            return companion;
        }
        catch
        {
            await companion.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(StopGrace, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    async Task ListeningAsync(int port, TimeProvider time, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        while (!await AcceptsAsync(port, ct))
        {
            if (process.HasExited || time.GetElapsedTime(started) > StartTimeout)
            {
                throw new InvalidOperationException(string.Join(Environment.NewLine, lastLines.Prepend($"{process.StartInfo.ArgumentList[3]} does not start.")));
            }

            await Task.Delay(BetweenTries, time, ct);
        }
    }

    static async Task<bool> AcceptsAsync(int port, CancellationToken ct)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, ct);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    void Keep(string? line)
    {
        lastLines.Enqueue(line ?? "");
        if (lastLines.Count > KeptLines)
        {
            lastLines.TryDequeue(out _);
        }
    }
}
