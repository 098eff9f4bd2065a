using System.Net;
using Messaging.FunctionsHost.Invocations;
using Messaging.FunctionsHost.Workers;
using Yarp.ReverseProxy.Forwarder;

namespace Messaging.FunctionsHost.Http;

/// <summary>The app's public address: its HTTP functions under their routes, 404 for everything else.</summary>
sealed class HttpFrontEnd : IAsyncDisposable
{
    /// <summary>The Functions default for a request body, 100 MB.</summary>
    const long MaxBody = 104_857_600;

    readonly WebApplication server;

    HttpFrontEnd(FunctionAppOptions options, ILoggerFactory logs)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(logs);
        builder.Services.AddRouting().AddHttpForwarder();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.AddServerHeader = false;
            kestrel.Listen(AddressOf(options.Host), options.Port);
        });
        server = builder.Build();
        server.UseRouting();
        server.Use((http, next) => http.GetEndpoint() is RouteEndpoint ? next(http) : NotFound(http));
    }

    public Uri Address => new(server.Urls.Single());

    public static async Task<HttpFrontEnd> StartAsync(
        FunctionAppOptions options,
        IEnumerable<(HttpRoute Route, FunctionInvoker Invoker)> functions,
        IReadOnlyList<AppInstance> instances,
        ILoggerFactory logs,
        CancellationToken ct)
    {
        var front = new HttpFrontEnd(options, logs);
        var forwarder = front.server.Services.GetRequiredService<IHttpForwarder>();
        foreach (var (route, invoker) in functions)
        {
            front.Map(route, new HttpTrigger(invoker, instances, forwarder, options.HttpWaitForWorker).HandleAsync);
        }

        try
        {
            await front.server.StartAsync(ct);
            return front;
        }
        catch (IOException taken)
        {
            await front.DisposeAsync();
            throw new IOException($"{options.Name} cannot listen on {options.Host}:{options.Port}: {taken.Message}", taken);
        }
    }

    /// <summary>Accepts nothing new and waits for the requests under way.</summary>
    public Task StopAsync(CancellationToken ct) => server.StopAsync(ct);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    void Map(HttpRoute route, RequestDelegate handle)
    {
        if (route.Methods.Count == 0)
        {
            server.Map(route.Template, handle);
        }
        else
        {
            server.MapMethods(route.Template, route.Methods, handle);
        }
    }

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
