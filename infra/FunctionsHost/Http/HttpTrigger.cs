using System.Diagnostics;
using Google.Protobuf.Collections;
using Messaging.FunctionsHost.Invocations;
using Messaging.FunctionsHost.Protocol;
using Messaging.FunctionsHost.Workers;
using Yarp.ReverseProxy.Forwarder;

namespace Messaging.FunctionsHost.Http;

/// <summary>
/// Hands a request to the worker's own HTTP server and, at the same time, an invocation of the same id to its
/// stream; the worker brings the two together. The worker's HTTP response is the answer.
/// </summary>
sealed class HttpTrigger(FunctionInvoker invoker, WorkerPool workers, IHttpForwarder forwarder)
{
    const string InvocationId = "x-ms-invocation-id";

    /// <summary>Shared by all requests: the worker takes the real one from its own HTTP address.</summary>
    static readonly TypedData Empty = new() { Http = new() };

    static readonly ForwarderRequestConfig Forwarding = new() { ActivityTimeout = TimeSpan.FromSeconds(240) };
    static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    public async Task HandleAsync(HttpContext http)
    {
        switch (await workers.NextAsync(http.RequestAborted))
        {
            case null:
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                break;
            case { Http: { } address } worker:
                await ForwardAsync(http, worker, address);
                break;
            case { } worker:
                await ExchangeAsync(http, worker);
                break;
        }
    }

    async Task ForwardAsync(HttpContext http, Worker worker, WorkerHttp address)
    {
        var id = Guid.NewGuid().ToString();
        http.Request.Headers[InvocationId] = id;
        using var giveUp = new CancellationTokenSource();
        var forwarding = forwarder.SendAsync(http, address.Address, address.Client, Forwarding, HttpTransformer.Default, giveUp.Token);
        var result = await invoker.InvokeAsync(worker, id, TriggerOf(http, Empty), http.RequestAborted);
        await AnswerAsync(http, result, forwarding.AsTask(), giveUp);
    }

    /// <summary>For a worker without an HTTP server of its own.</summary>
    async Task ExchangeAsync(HttpContext http, Worker worker)
    {
        var trigger = TriggerOf(http, await HttpMessages.ReadAsync(http.Request));
        var result = await invoker.InvokeAsync(worker, Guid.NewGuid().ToString(), trigger, http.RequestAborted);
        if (result.Succeeded)
        {
            await HttpMessages.WriteAsync(http.Response, result.Answer);
        }
        else
        {
            http.Response.StatusCode = StatusOf(result);
        }
    }

    /// <summary>A function that throws leaves an empty 200 behind; what has not left yet becomes a 500, as in Azure.</summary>
    static async Task AnswerAsync(HttpContext http, InvocationResult result, Task<ForwarderError> forwarding, CancellationTokenSource giveUp)
    {
        if (result.Succeeded)
        {
            await forwarding;
            return;
        }

        giveUp.CancelAfter(AfterFailure);
        await forwarding;
        if (!http.Response.HasStarted)
        {
            http.Response.Clear();
            http.Response.StatusCode = StatusOf(result);
        }
    }

    static int StatusOf(InvocationResult failed) =>
        failed.WorkerLost ? StatusCodes.Status502BadGateway : StatusCodes.Status500InternalServerError;

    static Trigger TriggerOf(HttpContext http, TypedData value) => new(
        value,
        RouteValues(http),
        TraceParent: Activity.Current?.Id ?? http.Request.Headers.TraceParent.FirstOrDefault(),
        Lookup: name => Lookup(http, name));

    static MapField<string, TypedData> RouteValues(HttpContext http)
    {
        var metadata = new MapField<string, TypedData>();
        foreach (var (name, value) in http.Request.RouteValues)
        {
            metadata[name] = new() { String = value?.ToString() ?? "" };
        }

        return metadata;
    }

    static string? Lookup(HttpContext http, string name) => name.Split('.', 2) switch
    {
        ["headers", var header] => http.Request.Headers[header].FirstOrDefault(),
        ["query", var key] => http.Request.Query[key].FirstOrDefault(),
        _ => http.Request.RouteValues.TryGetValue(name, out var value) ? value?.ToString() : null,
    };
}
