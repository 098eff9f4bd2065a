using System.Collections.Concurrent;
using System.Diagnostics;

namespace Messaging.EndToEnd.World;

/// <summary>The program <c>infra/Run</c>, started as a user starts it.</summary>
sealed class RunProcess : IAsyncDisposable
{
    readonly Process process;
    readonly ConcurrentQueue<string> output = new();

    RunProcess(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public string Output => string.Join(Environment.NewLine, output);

    /// <summary>Starts it in a process group of its own, as a terminal does.</summary>
    public static RunProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("setsid") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Prepend(Repository.RunProgram).Prepend("dotnet")) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return new(start);
    }

    public Task<int?> ExitAsync() => process.EndsAsync();

    /// <summary>What Ctrl-C in a terminal does: the signal goes to the whole process group.</summary>
    public Task InterruptAsync() => Signals.SendAsync("INT", -Id);

    public void Kill() => process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await Signals.SendAsync("TERM", Id);
        Assert.True(await process.EndsAsync() is not null, $"It did not stop.\n{Output}");
        process.Dispose();
    }
}
