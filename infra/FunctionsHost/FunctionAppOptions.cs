namespace Messaging.FunctionsHost;

/// <summary>Which app to run, where it answers HTTP, and with which settings.</summary>
public sealed record FunctionAppOptions
{
    /// <summary>Appears in log categories and errors.</summary>
    public required string Name { get; init; }

    /// <summary>The app's build output: holds <c>host.json</c>, <c>worker.config.json</c> and the worker's dll.</summary>
    public required string Directory { get; init; }

    public string Host { get; init; } = "127.0.0.1";

    /// <summary>0 takes any free port; <see cref="FunctionApp.Address"/> tells which.</summary>
    public int Port { get; init; }

    /// <summary>App settings: environment of the workers, source of <c>%NAME%</c> and of connections. They go before this process's environment.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Each instance has a worker process and listeners of its own; HTTP requests go to them in turn.</summary>
    public int Instances { get; init; } = 1;

    /// <summary>How long a worker may take from process start to all functions loaded. The official host allows 60 s.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an HTTP request waits for a restarting worker before it is answered 503.</summary>
    public TimeSpan HttpWaitForWorker { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>When given, authorization levels are enforced; without keys every caller passes, as in the local tools.</summary>
    public HttpKeys? Keys { get; init; }

    /// <summary>Folder where timers note when they fired, so that a missed time is made up for; null keeps no note.</summary>
    public string? Data { get; init; }
}
