using Messaging.FunctionsHost.Metadata;
using Messaging.FunctionsHost.Protocol;

namespace Messaging.FunctionsHost.Workers;

/// <summary>One worker process with all its functions loaded.</summary>
sealed class Worker : IAsyncDisposable
{
    readonly AppDefinition app;
    readonly WorkerProcess process;
    readonly WorkerStream stream;

    Worker(AppDefinition app, WorkerProcess process, WorkerStream stream)
    {
        this.app = app;
        this.process = process;
        this.stream = stream;
        Ended = Task.WhenAny(process.Exited, stream.Closed);
    }

    public int ProcessId => process.Id;

    public Task Ended { get; }

    /// <summary>False from before the first invocation fails because the worker is gone.</summary>
    public bool IsAlive => !stream.Closed.IsCompleted && !process.Exited.IsCompleted;

    /// <summary>Known once the worker is disposed of.</summary>
    public string HowItEnded { get; private set; } = "still running";

    public IReadOnlyList<RpcFunctionMetadata> Functions { get; private set; } = [];

    /// <summary>Null when the app has no ASP.NET Core integration.</summary>
    public WorkerHttp? Http { get; private set; }

    public static async Task<Worker> StartAsync(AppDefinition app, WorkerEndpoint endpoint, WorkerLog log, CancellationToken ct)
    {
        var stream = new WorkerStream(Guid.NewGuid().ToString("N"), log);
        endpoint.Expect(stream);
        var worker = new Worker(app, new WorkerProcess(app, stream.WorkerId, endpoint.Address, log), stream);
        try
        {
            await worker.LoadAsync(ct);
            log.Started(stream.WorkerId, worker.ProcessId);
            return worker;
        }
        catch (Exception failed)
        {
            endpoint.Take(stream.WorkerId);
            await worker.DisposeAsync();
            throw new WorkerLostException(failed is OperationCanceledException
                ? $"The worker of {app.Name} was not ready in time; {worker.HowItEnded}"
                : $"The worker of {app.Name} did not start: {failed.Message} {worker.HowItEnded}");
        }
    }

    public Task<InvocationResponse> InvokeAsync(string function, InvocationRequest request, CancellationToken ct) =>
        stream.InvokeAsync(function, request, ct);

    /// <summary>Trips the CancellationToken of the running function; it still has to answer.</summary>
    public void Cancel(string invocationId) => stream.Send(new() { InvocationCancel = new() { InvocationId = invocationId } });

    /// <summary>Ends the worker without draining: what still runs never answers.</summary>
    public async Task TerminateAsync(TimeSpan grace)
    {
        stream.Send(new() { WorkerTerminate = new() { GracePeriod = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(grace) } });
        await process.Exited.WaitAsync(grace, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Kill() => process.Kill();

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.Exited;
        HowItEnded = process.HowItEnded;
        stream.Close();
        Http?.Dispose();
        process.Dispose();
    }

    async Task LoadAsync(CancellationToken ct)
    {
        await Task.WhenAny(stream.Connected, process.Exited).WaitAsync(ct);
        if (!stream.Connected.IsCompleted)
        {
            throw new WorkerLostException("It exited before it called.");
        }

        var capabilities = await InitAsync(ct);
        var metadata = await stream.RequestAsync(new() { FunctionsMetadataRequest = new() { FunctionAppDirectory = app.Directory } }, ct);
        Functions = metadata.FunctionMetadataResponse.FunctionMetadataResults;
        await Task.WhenAll(Functions.Select(function => LoadAsync(function, ct)));
        Http = capabilities.TryGetValue("HttpUri", out var uri) ? new(new Uri(uri), stream.Closed) : null;
    }

    async Task<IDictionary<string, string>> InitAsync(CancellationToken ct)
    {
        var init = new WorkerInitRequest { HostVersion = "4.0.0", WorkerDirectory = app.Directory, FunctionAppDirectory = app.Directory };
        var answer = await stream.RequestAsync(new() { WorkerInitRequest = init }, ct);
        ThrowUnlessSuccess(answer.WorkerInitResponse.Result, "init");
        return answer.WorkerInitResponse.Capabilities;
    }

    async Task LoadAsync(RpcFunctionMetadata function, CancellationToken ct)
    {
        var load = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function };
        var answer = await stream.RequestAsync(new() { FunctionLoadRequest = load }, ct);
        ThrowUnlessSuccess(answer.FunctionLoadResponse.Result, $"load of {function.Name}");
    }

    static void ThrowUnlessSuccess(StatusResult result, string step)
    {
        if (result.Status != StatusResult.Types.Status.Success)
        {
            throw new WorkerLostException($"Its {step} failed: {result.Exception?.Message}");
        }
    }
}
