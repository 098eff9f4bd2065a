using System.Collections.Concurrent;
using System.Diagnostics;
using Messaging.FunctionsHost.Metadata;

namespace Messaging.FunctionsHost.Workers;

/// <summary>The app's own worker, started from its build output as the Functions host starts it.</summary>
sealed class WorkerProcess : IDisposable
{
    const int KeptLines = 20;

    /// <summary>Half of a worker's HTTP throughput would go into request logs otherwise. The app's settings may say differently.</summary>
    static readonly (string Category, string Level)[] Quiet =
    [
        ("Microsoft.AspNetCore", "Warning"),
        ("Microsoft.AspNetCore.DataProtection", "Error"),
        ("Microsoft.Hosting.Lifetime", "Warning"),
    ];

    readonly Process process;
    readonly ConcurrentQueue<string> lastLines = new();

    public WorkerProcess(AppDefinition app, string workerId, Uri endpoint, WorkerLog log)
    {
        process = new Process { StartInfo = StartInfo(app, workerId, endpoint), EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Keep(line.Data, log);
        process.ErrorDataReceived += (_, line) => Keep(line.Data, log);
        process.Start();
        Id = process.Id;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Exited = process.WaitForExitAsync();
    }

    public int Id { get; }

    public Task Exited { get; }

    /// <summary>Exit code and the last lines the process wrote; for errors.</summary>
    public string HowItEnded =>
        process.HasExited ? string.Join(Environment.NewLine, lastLines.Prepend($"exit code {process.ExitCode}")) : "still running";

    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has exited by itself meanwhile.
        }
    }

    public void Dispose() => process.Dispose();

    void Keep(string? line, WorkerLog log)
    {
        if (string.IsNullOrEmpty(line))
        {
            return;
        }

        log.Output(line);
        lastLines.Enqueue(line);
        if (lastLines.Count > KeptLines)
        {
            lastLines.TryDequeue(out _);
        }
    }

    static ProcessStartInfo StartInfo(AppDefinition app, string workerId, Uri endpoint)
    {
        var start = new ProcessStartInfo(app.Worker.Executable)
        {
            WorkingDirectory = app.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (OperatingSystem.IsWindows())
        {
            // Elsewhere the start-up hook does it.
            start.CreateNewProcessGroup = true;
        }

        foreach (var argument in Arguments(app, workerId, endpoint))
        {
            start.ArgumentList.Add(argument);
        }

        SetEnvironment(start.Environment, app);
        return start;
    }

    static IEnumerable<string> Arguments(AppDefinition app, string workerId, Uri endpoint) =>
    [
        app.Worker.WorkerPath,
        "--functions-uri", endpoint.AbsoluteUri,
        "--functions-worker-id", workerId,
        "--functions-request-id", workerId,
        "--functions-grpc-max-message-length", "2147483647",
    ];

    static void SetEnvironment(IDictionary<string, string?> environment, AppDefinition app)
    {
        environment.Remove("ASPNETCORE_URLS");
        foreach (var (category, level) in Quiet)
        {
            environment[$"Logging__LogLevel__{category}"] = level;
        }

        environment["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development";
        environment["FUNCTIONS_WORKER_RUNTIME"] = "dotnet-isolated";
        environment["OTEL_SERVICE_NAME"] = app.Name;
        foreach (var (name, value) in app.Settings.Own)
        {
            environment[name] = value;
        }

        environment["FUNCTIONS_APPLICATION_DIRECTORY"] = app.Directory;
        environment["FUNCTIONS_WORKER_DIRECTORY"] = app.Directory;
        OrphanExit.Arm(environment, app);
    }
}
