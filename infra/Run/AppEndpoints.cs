using System.Net;
using Messaging.FunctionsHost;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Forwarder;

namespace Messaging.Run;

/// <summary>The routes that the apps report, each to its app. They are known when all have started; until then every call is answered 503.</summary>
sealed class AppEndpoints(IHttpForwarder forwarder) : EndpointDataSource, IDisposable
{
    readonly HttpMessageInvoker client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
    });

    CancellationTokenSource changed = new();
    IReadOnlyList<Endpoint> endpoints = [NotYet()];

    public override IReadOnlyList<Endpoint> Endpoints => endpoints;

    public void Open(IEnumerable<FunctionApp> apps)
    {
        endpoints = [.. apps.SelectMany(app => app.Routes.Select(route => EndpointOf(app, route)))];
        using var before = Interlocked.Exchange(ref changed, new());
        before.Cancel();
    }

    public override IChangeToken GetChangeToken() => new CancellationChangeToken(changed.Token);

    public void Dispose()
    {
        client.Dispose();
        changed.Dispose();
    }

    static Endpoint NotYet() => new RouteEndpointBuilder(
        http => Results.Problem(statusCode: 503, title: "Not all apps have started.").ExecuteAsync(http), RoutePatternFactory.Parse("/api/{**rest}"), order: 0).Build();

    RouteEndpoint EndpointOf(FunctionApp app, HttpRoute route)
    {
        var to = app.Address.ToString();
        Task ForwardAsync(HttpContext http) => forwarder.SendAsync(http, to, client).AsTask();

        var endpoint = new RouteEndpointBuilder(ForwardAsync, RoutePatternFactory.Parse(route.Template), order: 0) { DisplayName = route.Function };
        if (route.Methods.Count > 0)
        {
            endpoint.Metadata.Add(new HttpMethodMetadata(route.Methods));
        }

        return (RouteEndpoint)endpoint.Build();
    }
}
