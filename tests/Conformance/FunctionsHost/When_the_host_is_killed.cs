using System.Diagnostics;

namespace Messaging.Conformance.FunctionsHost;

public sealed class When_the_host_is_killed
{
    static readonly string Host = Path.Combine(AppContext.BaseDirectory, "Messaging.FunctionsHost.dll");

    [Fact]
    public async Task Its_worker_ends_by_itself()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[Host, "--app", Sample.Directory, "--port", "0", "--settings", SettingsFile()])
        {
            start.ArgumentList.Add(argument);
        }

        using var host = Process.Start(start)!;
        using var worker = Process.GetProcessById(await WorkerOf(host));
        host.Kill();

        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await worker.WaitForExitAsync(deadline.Token);
    }

    static async Task<int> WorkerOf(Process host)
    {
        while (await host.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("is ready, process "))
            {
                return int.Parse(line.Split(' ')[^1]);
            }
        }

        throw new InvalidOperationException($"The host ended with {host.ExitCode}.");
    }

    static string SettingsFile()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, System.Text.Json.JsonSerializer.Serialize(new { Values = Sample.Options("Hello").Settings }));
        return file;
    }
}
