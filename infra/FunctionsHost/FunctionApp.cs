using Messaging.FunctionsHost.Http;
using Messaging.FunctionsHost.Invocations;
using Messaging.FunctionsHost.Metadata;
using Messaging.FunctionsHost.Workers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.FunctionsHost;

/// <summary>
/// A running function app: its unmodified worker processes, and everything that triggers its functions and carries
/// away what they return, as the Azure Functions host does it.
/// </summary>
public sealed class FunctionApp : IAsyncDisposable
{
    /// <summary>Source of one activity for each invocation.</summary>
    public const string ActivitySource = "Messaging.FunctionsHost";

    readonly FunctionAppParts parts;
    bool stopped;

    FunctionApp(FunctionAppParts parts) => this.parts = parts;

    /// <summary>Where the app answers HTTP.</summary>
    public Uri Address => parts.Http.Address;

    public IReadOnlyList<HttpRoute> Routes => parts.Routes;

    /// <summary>Names of all enabled functions.</summary>
    public IReadOnlyList<string> Functions => parts.Functions;

    public AppState State =>
        stopped ? AppState.Stopped
        : parts.Instances.All(instance => instance.Current is not null) ? AppState.Ready
        : AppState.Restarting;

    /// <summary>Workers that are up now, at most one an instance.</summary>
    public IReadOnlyList<int> WorkerProcessIds => [.. parts.Instances.Select(instance => instance.Current?.ProcessId).OfType<int>()];

    /// <summary>Returns when all workers have loaded their functions and all triggers listen.</summary>
    /// <exception cref="IOException">The HTTP port is taken; the message names host and port.</exception>
    /// <exception cref="InvalidOperationException">A setting is missing or a worker does not start.</exception>
    /// <exception cref="NotSupportedException">A function uses a trigger or binding that this host does not have.</exception>
    public static async Task<FunctionApp> StartAsync(
        FunctionAppOptions options, ILoggerFactory? logs = null, TimeProvider? time = null, CancellationToken ct = default)
    {
        var parts = new FunctionAppParts(options, AppDefinition.Load(options), logs ?? NullLoggerFactory.Instance, time ?? TimeProvider.System);
        try
        {
            await parts.StartAsync(ct);
            return new(parts);
        }
        catch (Exception)
        {
            await parts.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Stops listening, lets running invocations finish for at most <paramref name="grace"/>, then ends the workers.
    /// What is cut off fails: its messages are given back, its requests are answered 502.
    /// </summary>
    public async Task StopAsync(TimeSpan grace, CancellationToken ct = default)
    {
        if (!stopped)
        {
            stopped = true;
            await parts.StopAsync(grace, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        await parts.DisposeAsync();
    }
}
