using System.Collections.Concurrent;
using System.Diagnostics;

namespace Messaging.EndToEnd.World;

/// <summary>The program <c>samples/node-bot</c>; its packages come with the build of these tests.</summary>
sealed class Bot : IAsyncDisposable
{
    readonly Process process;
    readonly ConcurrentQueue<string> output = new();

    public Bot(string serviceBus, string user)
    {
        var folder = Path.Combine(Repository.Root, "samples", "node-bot");
        process = new() { StartInfo = new("node", "bot.js") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true } };
        (process.StartInfo.Environment["SERVICEBUS"], process.StartInfo.Environment["BOT"]) = (serviceBus, user);
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Output => string.Join(Environment.NewLine, output);

    public Task ListensAsync() => Eventually.TrueAsync(() =>
    {
        Assert.False(process.HasExited, Output);
        return Output.Contains("listens");
    }, () => $"the bot listens: {Output}");

    public async Task<int?> InterruptAsync()
    {
        await Signals.SendAsync("INT", process.Id);
        return await process.EndsAsync();
    }

    public ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
        return ValueTask.CompletedTask;
    }
}
