using Messaging.FunctionsHost;
using Messaging.Identity;
using Messaging.ServiceBus;
using Messaging.SignalR;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.Run;

/// <summary>The map: everything that stands in for Azure in this process, the five apps as worker processes, and one address for clients.</summary>
public sealed class LocalWorld : IAsyncDisposable
{
    /// <summary>For invocations under way when the world stops; what is cut off comes again at the next start.</summary>
    static readonly TimeSpan AppGrace = TimeSpan.FromSeconds(2);

    readonly LocalWorldOptions options;
    readonly Ports ports;
    readonly DataFolder data;
    readonly ILoggerFactory logs;
    readonly TimeProvider time;
    readonly Part frontDoor, serviceBus, tables, signalR, identity, dashboard;
    readonly Part[] apps;

    FrontDoor? door;
    Issuer? issuer;
    Broker? broker;
    TableService? tableService;
    Companion? dashboardProcess;
    SignalRServer? signalRServer;
    FunctionApp?[] running = [];

    LocalWorld(LocalWorldOptions options, Ports ports, DataFolder data, ILoggerFactory logs, TimeProvider time)
    {
        (this.options, this.ports, this.data, this.logs, this.time) = (options, ports, data, logs, time);
        frontDoor = new("Front door", Http(ports.FrontDoor));
        serviceBus = new("Service Bus", $"sb://127.0.0.1:{ports.ServiceBus}");
        tables = new("Tables", Http(ports.Tables));
        signalR = new("SignalR", Http(ports.SignalR));
        identity = new("Identity", Http(ports.Identity));
        apps = [.. Apps.InPathOrder.Select((app, position) => new Part(app, Http(ports.App(position))))];
        dashboard = new("Dashboard", Http(ports.Dashboard));
        Parts = [frontDoor, serviceBus, tables, signalR, identity, .. options.Dashboard ? [dashboard] : Array.Empty<Part>(), .. apps];
    }

    /// <summary>Clients' address.</summary>
    public Uri Address => new(frontDoor.Address);

    /// <summary>Where users get their tokens.</summary>
    public string Authority => identity.Address;

    public IReadOnlyList<Part> Parts { get; }

    /// <summary>Null until the parts that count have started.</summary>
    public Usage? Usage => broker is { } bus && tableService is { } store && signalRServer is { } live ? Usage.Of(bus, store, live) : null;

    public Broker ServiceBus => broker ?? throw NotRunning();

    /// <summary>Connection string of the table service.</summary>
    public string Tables => tableService?.ConnectionString ?? throw NotRunning();

    public SignalRServer SignalR => signalRServer ?? throw NotRunning();

    /// <summary>Returns when every part is ready.</summary>
    /// <exception cref="IOException">A port is taken or the data is in use; the message names which.</exception>
    /// <exception cref="InvalidOperationException">An app does not start.</exception>
    public static async Task<LocalWorld> StartAsync(
        LocalWorldOptions options, ILoggerFactory? logs = null, TimeProvider? time = null, CancellationToken ct = default)
    {
        var ports = new Ports(options.PortBase);
        ports.EnsureFree();
        var data = DataFolder.Open(options.Data ?? Path.Combine(Repository.Root, ".data", $"{options.PortBase}"), options.Fresh);
        var world = new LocalWorld(options, ports, data, logs ?? NullLoggerFactory.Instance, time ?? TimeProvider.System);
        try
        {
            await world.StartPartsAsync(ct);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the apps first, then what they stand on.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var part in Parts)
        {
            part.Is(PartState.Stopped);
        }

        await Task.WhenAll(running.OfType<FunctionApp>().Select(StopAsync));
        await Task.WhenAll(new[] { door, signalRServer, broker, tableService?.Server, issuer }
            .OfType<IAsyncDisposable>().Select(part => part.DisposeAsync().AsTask()));
        await (dashboardProcess?.DisposeAsync() ?? ValueTask.CompletedTask);
        data.Dispose();
    }

    async Task StartPartsAsync(CancellationToken ct)
    {
        door = await FrontDoor.StartAsync(ports.FrontDoor, Parts, () => Usage, Authority, logs, ct);
        await Task.WhenAll(StartIdentityAsync(ct), StartServiceBusAsync(ct), StartTablesAsync(ct), StartSignalRAsync(ct), StartDashboardAsync(ct));
        running = new FunctionApp?[apps.Length];
        await Task.WhenAll(Enumerable.Range(0, apps.Length).Select(position => StartAppAsync(position, ct)));
        door.Open([.. running.OfType<FunctionApp>()]);
        frontDoor.Is(PartState.Ready);
    }

    async Task StartIdentityAsync(CancellationToken ct)
    {
        issuer = await Issuer.StartAsync(new() { Port = ports.Identity, Data = data.Identity }, logs, time, ct);
        identity.Is(PartState.Ready);
    }

    async Task StartServiceBusAsync(CancellationToken ct)
    {
        broker = await Broker.StartAsync(
            new()
            {
                Port = ports.ServiceBus,
                AdministrationPort = ports.Administration,
                Config = options.Config ?? Path.Combine(AppContext.BaseDirectory, "Config.json"),
                Data = data.ServiceBus,
                Latency = options.Latency,
                Throttle = options.Throttle,
            },
            logs, time, ct);
        serviceBus.Is(PartState.Ready);
    }

    async Task StartTablesAsync(CancellationToken ct)
    {
        tableService = await TableService.StartAsync(options, ports.Tables, data, logs, time, ct);
        tables.Is(() => PartState.Ready, () => tableService.Processes);
    }

    async Task StartDashboardAsync(CancellationToken ct)
    {
        if (options.Dashboard)
        {
            dashboardProcess = await Dashboard.StartAsync(ports.Dashboard, ports.Otlp, time, ct);
            dashboard.Is(() => PartState.Ready, () => [dashboardProcess.ProcessId]);
        }
    }

    async Task StartSignalRAsync(CancellationToken ct)
    {
        signalRServer = await SignalRServer.StartAsync(
            new()
            {
                Port = ports.SignalR,
                Data = data.SignalR,
                Upstreams = [new UpstreamTemplate($"{Http(ports.FrontDoor)}/api/upstream/{{hub}}/{{category}}/{{event}}")],
            },
            logs, time, ct);
        signalR.Is(PartState.Ready);
    }

    async Task StartAppAsync(int position, CancellationToken ct)
    {
        var name = Apps.InPathOrder[position];
        var app = await FunctionApp.StartAsync(
            new()
            {
                Name = name,
                Directory = Repository.OutputOf(name),
                Port = ports.App(position),
                Settings = Apps.SettingsOf(name, SharedSettings()),
                Instances = options.Scale.GetValueOrDefault(name.ToLowerInvariant(), 1),
            },
            logs, time, ct);
        running[position] = app;
        apps[position].Is(() => StateOf(app), () => app.WorkerProcessIds);
    }

    Dictionary<string, string> SharedSettings() => new(options.Settings)
    {
        ["ServiceBus"] = ServiceBus.ConnectionString,
        ["Tables"] = Tables,
        ["SignalR"] = SignalR.ConnectionString,
        ["Auth__Authority"] = Authority,
        ["Auth__Audience"] = "messaging",
    };

    static async Task StopAsync(FunctionApp app)
    {
        await app.StopAsync(AppGrace);
        await app.DisposeAsync();
    }

    static PartState StateOf(FunctionApp app) => app.State switch
    {
        AppState.Ready => PartState.Ready,
        AppState.Restarting => PartState.Restarting,
        AppState.Stopped => PartState.Stopped,
        _ => PartState.Starting,
    };

    static string Http(int port) => $"http://127.0.0.1:{port}";

    static InvalidOperationException NotRunning() => new("The world has not started.");
}
