using Messaging.FunctionsHost.Http;
using Messaging.FunctionsHost.Invocations;
using Messaging.FunctionsHost.Metadata;
using Messaging.FunctionsHost.ServiceBus;
using Messaging.FunctionsHost.SignalR;
using Messaging.FunctionsHost.Workers;
using Microsoft.Extensions.Azure;

namespace Messaging.FunctionsHost;

/// <summary>Builds the parts of a running app in the order they need each other, and takes them down in reverse.</summary>
sealed class FunctionAppParts(FunctionAppOptions options, AppDefinition app, ILoggerFactory logs, TimeProvider time) : IAsyncDisposable
{
    static readonly TimeSpan WorkerExit = TimeSpan.FromSeconds(2);

    /// <summary>Time to say 502, and to give messages back, for what the workers took with them.</summary>
    static readonly TimeSpan LastAnswers = TimeSpan.FromSeconds(2);

    readonly Deliveries deliveries = new();
    readonly ServiceProvider azure = AzureClients();
    readonly List<ITriggerListener> listeners = [];
    ServiceBusConnections? serviceBus;
    SignalRConnections? signalR;
    WorkerEndpoint? endpoint;
    HttpFrontEnd? http;

    public HttpFrontEnd Http => http ?? throw new InvalidOperationException("The app has not started.");

    public IReadOnlyList<AppInstance> Instances { get; private set; } = [];

    public IReadOnlyList<HttpRoute> Routes { get; private set; } = [];

    public IReadOnlyList<string> Functions { get; private set; } = [];

    public async Task StartAsync(CancellationToken ct)
    {
        endpoint = await WorkerEndpoint.StartAsync(deliveries, logs, ct);
        var workerLog = new WorkerLog(app.Name, logs);
        Instances = [.. Enumerable.Range(0, options.Instances)
            .Select(number => new AppInstance(app, number, endpoint, options, workerLog, time))];
        var workers = await Task.WhenAll(Instances.Select(instance => instance.StartAsync(ct)));
        var credentials = azure.GetRequiredService<AzureComponentFactory>();
        serviceBus = new(app.Settings, app.Host.ServiceBus, credentials);
        signalR = new(app.Settings, credentials, time);
        var invokers = Invokers(workers[0], new(serviceBus, signalR));
        Functions = [.. invokers.Select(invoker => invoker.Function.Name)];
        await ListenAsync(invokers, new(app, options, Instances, serviceBus, deliveries, logs, time), ct);
    }

    public async Task StopAsync(TimeSpan grace, CancellationToken ct)
    {
        foreach (var instance in Instances)
        {
            instance.StopRestarting();
        }

        using var cut = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var draining = Task.WhenAll(listeners.Select(listener => listener.StopAsync()).Append(http?.StopAsync(cut.Token) ?? Task.CompletedTask));
        await draining.WaitAsync(grace, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(Instances.Select(instance => instance.EndAsync(WorkerExit)));
        await draining.WaitAsync(LastAnswers, TimeProvider.System, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await cut.CancelAsync();
        await draining.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero, CancellationToken.None);
        foreach (var listener in listeners)
        {
            await listener.DisposeAsync();
        }

        foreach (var part in new IAsyncDisposable?[] { http, endpoint, serviceBus, azure })
        {
            await (part?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        signalR?.Dispose();
    }

    List<FunctionInvoker> Invokers(Worker worker, Bindings bindings) =>
    [
        .. worker.Functions
            .Select(metadata => FunctionDefinition.From(metadata, app.Settings))
            .Where(function => !IsDisabled(function))
            .Select(function => Naming(function, () => Invoker(function, bindings))),
    ];

    FunctionInvoker Invoker(FunctionDefinition function, Bindings bindings) => new(
        function,
        [.. function.Inputs.Select(bindings.Input)],
        [.. function.Outputs.Select(bindings.Output).OfType<IOutputBinding>()],
        app.Host.FunctionTimeout,
        logs.CreateLogger($"{app.Name}/{function.Name}"),
        time);

    /// <summary>HTTP last: who can reach the app finds it whole.</summary>
    async Task ListenAsync(List<FunctionInvoker> invokers, Triggers triggers, CancellationToken ct)
    {
        http = new HttpFrontEnd(options, app.Host.Http, logs);
        MapHttp(invokers, new WorkerPool(Instances, options.HttpWaitForWorker, time));
        foreach (var invoker in invokers.Where(invoker => invoker.Function is { IsHttp: false, IsSignalR: false }))
        {
            listeners.AddRange(Naming(invoker.Function, () => triggers.Listeners(invoker).ToList()));
        }

        foreach (var listener in listeners)
        {
            await listener.StartAsync(ct);
        }

        await http.StartAsync(ct);
    }

    void MapHttp(List<FunctionInvoker> invokers, WorkerPool workers)
    {
        var byHttp = invokers.Where(invoker => invoker.Function.IsHttp).Select(invoker => (Route: RouteOf(invoker.Function), Invoker: invoker)).ToList();
        Routes = [.. byHttp.Select(function => function.Route)];
        foreach (var (route, invoker) in byHttp)
        {
            http!.Map(route, invoker, workers);
        }

        var bySignalR = invokers.Where(invoker => invoker.Function.IsSignalR).ToList();
        if (bySignalR.Count > 0)
        {
            http!.Map([.. bySignalR.Select(invoker =>
                Naming(invoker.Function, () => new SignalRTrigger(invoker, workers, signalR!.Service(invoker.Function.Trigger))))]);
        }
    }

    HttpRoute RouteOf(FunctionDefinition function)
    {
        var route = function.Trigger.Text("route") ?? function.Name;
        return new(
            function.Name,
            string.Join('/', new[] { app.Host.Http.RoutePrefix, route }.Select(part => part.Trim('/')).Where(part => part.Length > 0)),
            [.. function.Trigger.Texts("methods").Select(method => method.ToUpperInvariant())]);
    }

    bool IsDisabled(FunctionDefinition function) =>
        app.Settings[$"AzureWebJobs.{function.Name}.Disabled"] is { } flag && (flag == "1" || flag.Equals("true", StringComparison.OrdinalIgnoreCase));

    /// <summary>What is wrong with a function is told with its name.</summary>
    static T Naming<T>(FunctionDefinition function, Func<T> build)
    {
        try
        {
            return build();
        }
        catch (InvalidOperationException wrong)
        {
            throw new InvalidOperationException($"Function {function.Name}: {wrong.Message}", wrong);
        }
        catch (NotSupportedException refused)
        {
            throw new NotSupportedException($"Function {function.Name}: {refused.Message}", refused);
        }
    }

    static ServiceProvider AzureClients()
    {
        var services = new ServiceCollection();
        services.AddAzureClientsCore();
        return services.BuildServiceProvider();
    }
}
