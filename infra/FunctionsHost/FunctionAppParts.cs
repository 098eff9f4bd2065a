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
        var invokers = Invokers(workers[0]);
        Functions = [.. invokers.Select(invoker => invoker.Function.Name)];
        await ListenAsync(invokers, ct);
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

    List<FunctionInvoker> Invokers(Worker worker)
    {
        var credentials = azure.GetRequiredService<AzureComponentFactory>();
        serviceBus = new(app.Settings, credentials);
        signalR = new(app.Settings, credentials, time);
        var bindings = new Bindings(serviceBus, signalR);
        return [.. worker.Functions
            .Select(metadata => FunctionDefinition.From(metadata, app.Settings))
            .Where(function => !IsDisabled(function))
            .Select(function => Invoker(function, bindings))];
    }

    FunctionInvoker Invoker(FunctionDefinition function, Bindings bindings) => new(
        function,
        [.. function.Inputs.Select(bindings.Input)],
        [.. function.Outputs.Select(bindings.Output).OfType<IOutputBinding>()],
        app.Host.FunctionTimeout,
        LogOf(function),
        time);

    /// <summary>HTTP last: who can reach the app finds it whole.</summary>
    async Task ListenAsync(List<FunctionInvoker> invokers, CancellationToken ct)
    {
        var byHttp = invokers.Where(invoker => TypeOf(invoker) == "httptrigger").Select(invoker => (RouteOf(invoker.Function), invoker)).ToList();
        Routes = [.. byHttp.Select(function => function.Item1)];
        listeners.AddRange(invokers.Except(byHttp.Select(function => function.invoker)).SelectMany(Listeners));
        foreach (var listener in listeners)
        {
            await listener.StartAsync(ct);
        }

        http = await HttpFrontEnd.StartAsync(options, byHttp, Instances, logs, ct);
    }

    IEnumerable<ITriggerListener> Listeners(FunctionInvoker invoker) => TypeOf(invoker) switch
    {
        "servicebustrigger" => Instances.Select(instance => ServiceBusListener(invoker, instance)),
        var other => throw new NotSupportedException($"Function {invoker.Function.Name}: trigger type '{other}' is not supported by this host."),
    };

    ITriggerListener ServiceBusListener(FunctionInvoker invoker, AppInstance instance)
    {
        var client = serviceBus!.Client(invoker.Function.Trigger.Text("connection"));
        return new ServiceBusTrigger(invoker, instance, client, deliveries, app.Host.ServiceBus, LogOf(invoker.Function)).Listener();
    }

    HttpRoute RouteOf(FunctionDefinition function)
    {
        var route = function.Trigger.Text("route") ?? function.Name;
        return new(
            function.Name,
            string.Join('/', new[] { app.Host.RoutePrefix, route }.Select(part => part.Trim('/')).Where(part => part.Length > 0)),
            [.. function.Trigger.Texts("methods").Select(method => method.ToUpperInvariant())]);
    }

    bool IsDisabled(FunctionDefinition function) =>
        app.Settings[$"AzureWebJobs.{function.Name}.Disabled"] is { } flag && (flag == "1" || flag.Equals("true", StringComparison.OrdinalIgnoreCase));

    ILogger LogOf(FunctionDefinition function) => logs.CreateLogger($"{app.Name}/{function.Name}");

    static string TypeOf(FunctionInvoker invoker) => invoker.Function.Trigger.Type.ToLowerInvariant();

    static ServiceProvider AzureClients()
    {
        var services = new ServiceCollection();
        services.AddAzureClientsCore();
        return services.BuildServiceProvider();
    }
}
