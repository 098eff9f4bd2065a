using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Messaging.FunctionsHost;
using Microsoft.Extensions.FileProviders;
using Yarp.ReverseProxy.Forwarder;

namespace Messaging.Run;

/// <summary>The one address of clients: the page, <c>/api/…</c> of all apps, <c>/health</c>. In Azure that is Front Door's work.</summary>
sealed class FrontDoor : IAsyncDisposable
{
    static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(1);

    readonly WebApplication server;
    readonly AppEndpoints apps;

    FrontDoor(WebApplication server, AppEndpoints apps) => (this.server, this.apps) = (server, apps);

    public static async Task<FrontDoor> StartAsync(int port, IReadOnlyList<Part> parts, Func<Usage?> usage, string authority, ILoggerFactory logs, CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        builder.Services.AddSingleton(logs).AddRouting().AddHttpForwarder();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopGrace);
        builder.Services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));

        var server = builder.Build();
        var apps = new AppEndpoints(server.Services.GetRequiredService<IHttpForwarder>());
        ((IEndpointRouteBuilder)server).DataSources.Add(apps);
        server.MapGet("/health", () => Health(parts, usage()));
        server.MapGet("/settings.json", () => new { authority });
        server.UseFileServer(new FileServerOptions { FileProvider = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "web")) });
        await server.StartAsync(ct);
        return new(server, apps);
    }

    /// <summary>From now on the apps' routes are answered by them.</summary>
    public void Open(IReadOnlyList<FunctionApp> apps) => this.apps.Open(apps);

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        await server.DisposeAsync();
        apps.Dispose();
    }

    static IResult Health(IReadOnlyList<Part> parts, Usage? usage)
    {
        var ready = parts.All(part => part.State == PartState.Ready);
        return Results.Json(
            new { status = ready ? "ready" : "notReady", parts = parts.Select(part => new { part.Name, part.Address, part.State, part.Processes }), usage },
            statusCode: ready ? 200 : 503);
    }
}
