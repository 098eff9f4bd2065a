using System.Net;
using Messaging.FunctionsHost.Invocations;
using Messaging.FunctionsHost.Metadata;
using Messaging.FunctionsHost.SignalR;
using Messaging.FunctionsHost.Workers;
using Yarp.ReverseProxy.Forwarder;

namespace Messaging.FunctionsHost.Http;

/// <summary>The app's public address: its HTTP functions under their routes, 404 for everything else.</summary>
sealed class HttpFrontEnd : IAsyncDisposable
{
    /// <summary>The Functions default for a request body, 100 MB.</summary>
    const long MaxBody = 104_857_600;

    readonly FunctionAppOptions options;
    readonly WebApplication server;
    readonly Authorization authorization;

    public HttpFrontEnd(FunctionAppOptions options, HttpOptions limits, ILoggerFactory logs)
    {
        this.options = options;
        authorization = new(options.Keys);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(logs);
        builder.Services.AddRouting().AddHttpForwarder();
        builder.Services.AddRateLimiter(limiter => RequestLimit.Configure(limiter, limits));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.AddServerHeader = false;
            kestrel.Listen(AddressOf(options.Host), options.Port);
        });
        server = builder.Build();
        server.UseRouting();
        server.Use((http, next) => http.GetEndpoint() is RouteEndpoint ? next(http) : NotFound(http));
        server.UseRateLimiter();
    }

    public Uri Address => new(server.Urls.Single());

    public void Map(HttpRoute route, FunctionInvoker invoker, WorkerPool workers)
    {
        var trigger = new HttpTrigger(invoker, workers, server.Services.GetRequiredService<IHttpForwarder>());
        var handle = authorization.Require(invoker.Function.Trigger.Text("authLevel"), trigger.HandleAsync);
        if (route.Methods.Count == 0)
        {
            server.Map(route.Template, handle);
        }
        else
        {
            server.MapMethods(route.Template, route.Methods, handle);
        }
    }

    public void Map(IReadOnlyList<SignalRTrigger> triggers) =>
        server.MapPost(SignalRWebhook.Path, authorization.RequireSystem(SignalRWebhook.Over(triggers)));

    /// <exception cref="IOException">The port is taken; the message names host and port.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        try
        {
            await server.StartAsync(ct);
        }
        catch (IOException taken)
        {
            throw new IOException($"{options.Name} cannot listen on {options.Host}:{options.Port}: {taken.Message}", taken);
        }
    }

    /// <summary>Accepts nothing new and waits for the requests under way.</summary>
    public Task StopAsync(CancellationToken ct) => server.StopAsync(ct);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <summary>Also for a method that no function of the route takes, where ASP.NET Core would say 405: Azure does the same.</summary>
    static Task NotFound(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    static IPAddress AddressOf(string host) =>
        IPAddress.TryParse(host, out var address) ? address
        : host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback
        : throw new ArgumentException($"Host '{host}' is no IP address of this machine.");
}
