using Messaging.SignalR.Clients;
using Messaging.SignalR.Rest;
using Messaging.SignalR.Upstream;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace Messaging.SignalR;

/// <summary>
/// Azure SignalR Service in Serverless mode on this machine: the endpoint that ASP.NET Core SignalR clients connect to,
/// the data-plane REST API, and upstream calls to the app.
/// </summary>
public sealed class SignalRServer : IAsyncDisposable
{
    /// <summary>The service's limit for a message and for a REST body.</summary>
    const int LongestMessage = 1024 * 1024;

    /// <summary>The service's limit for a call's headers.</summary>
    const int LongestHeaders = 16 * 1024;

    static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(2);

    readonly WebApplication app;

    SignalRServer(WebApplication app, SignalRServerOptions options)
    {
        this.app = app;
        var address = new Uri(app.Urls.First());
        var host = address.Host is "0.0.0.0" or "[::]" ? "localhost" : address.Host;
        Endpoint = new Uri($"http://{host}:{address.Port}");
        ConnectionString = $"Endpoint=http://{host};Port={address.Port};AccessKey={options.AccessKey};Version=1.0;";
    }

    /// <summary>Where clients connect and REST calls go.</summary>
    public Uri Endpoint { get; }

    /// <summary>What the bindings and SDKs take as <c>AzureSignalRConnectionString</c>.</summary>
    public string ConnectionString { get; }

    /// <summary>What the service has done so far.</summary>
    public SignalRCounters Counters => app.Services.GetRequiredService<SignalRCounters>();

    /// <summary>Starts listening.</summary>
    /// <exception cref="IOException">The port is taken; the message names host and port.</exception>
    public static async Task<SignalRServer> StartAsync(
        SignalRServerOptions options, ILoggerFactory? logs = null, TimeProvider? time = null, CancellationToken ct = default)
    {
        var app = Build(options, logs ?? NullLoggerFactory.Instance, time ?? TimeProvider.System);
        try
        {
            await app.StartAsync(ct);
            return new SignalRServer(app, options);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Disconnects the clients and stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    static WebApplication Build(SignalRServerOptions options, ILoggerFactory logs, TimeProvider time)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseUrls($"http://{options.Host}:{options.Port}").UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LongestMessage;
            kestrel.Limits.MaxRequestHeadersTotalSize = LongestHeaders;
        });

        // A delivery is one small write: without the hop to another thread it costs half (tests/Benchmarks -- signalr).
        builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
        var keys = new AccessKeys(options, time);
        AddServices(builder.Services.AddSingleton(logs), options, keys, time);

        var app = builder.Build();
        MapEndpoints(app, options, keys, time);
        return app;
    }

    static void AddServices(IServiceCollection services, SignalRServerOptions options, AccessKeys keys, TimeProvider time)
    {
        services.Configure<HostOptions>(host => host.ShutdownTimeout = StopGrace);
        services.AddCors();
        services.AddSignalR(hub =>
        {
            hub.MaximumReceiveMessageSize = LongestMessage;
            hub.EnableDetailedErrors = true;
        });
        services.AddSingleton<IHubProtocol>(new ServerlessProtocol(new JsonHubProtocol(), JsonFrames.TakeInvocation));
        services.AddSingleton<IHubProtocol>(new ServerlessProtocol(new MessagePackHubProtocol(), MessagePackFrames.TakeInvocation));
        services.AddSingleton<HubLifetimeManager<ServerlessHub>, ServerlessLifetime>();
        services.AddSingleton<SignalRCounters>();
        services.AddSingleton<ClientEvents>();
        services.AddSingleton(_ => new Hubs(options, time));
        services.AddSingleton(_ => new UpstreamClient(options, keys, time));
        services.AddSingleton(provider => new ClientConnections(
            options, provider.GetRequiredService<SignalRCounters>(), time, provider.GetRequiredService<ILogger<ClientConnection>>()));
    }

    static void MapEndpoints(WebApplication app, SignalRServerOptions options, AccessKeys keys, TimeProvider time)
    {
        var tokens = new Tokens(keys, options.Authority, time);
        var services = app.Services;
        var calls = new DataPlaneGate(
            options, services.GetRequiredService<SignalRCounters>(), tokens, services.GetRequiredService<Hubs>(), time);

        app.UseRouting();
        app.UseCors(cors => cors.SetIsOriginAllowed(_ => true).AllowAnyHeader().AllowAnyMethod().AllowCredentials());
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), path => path.Use(calls.InvokeAsync));
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/client"), path => path.Use(new ClientGate(tokens).InvokeAsync));
        app.MapHub<ServerlessHub>("/client");
        app.Map("/server/{**rest}", () => RestError.NotImplemented(
            "Serverless mode takes no server connections; call the REST API (transport type Transient)."));
        DataPlane.Map(app, new(keys, tokens), new(services.GetRequiredService<HubLifetimeManager<ServerlessHub>>(), time));
    }
}
