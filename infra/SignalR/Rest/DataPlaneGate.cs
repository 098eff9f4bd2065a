using Messaging.SignalR.Clients;

namespace Messaging.SignalR.Rest;

/// <summary>What every data-plane call goes through: the counter, the added latency, the token, and the names in its address.</summary>
sealed class DataPlaneGate(SignalRServerOptions options, SignalRCounters counters, Tokens tokens, Hubs hubs, TimeProvider time)
{
    public const string HealthPath = "/api/health";

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        counters.RestCall();
        await Task.Delay(options.Latency / 2, time, context.RequestAborted);
        if (await RefusalAsync(context) is { } refusal) await refusal.ExecuteAsync(context);
        else await RunAsync(context, next);
    }

    async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (options.Latency > TimeSpan.Zero)
            context.Response.OnStarting(() => Task.Delay(options.Latency / 2, time, context.RequestAborted));
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException bad)
        {
            await RestError.Of(bad.StatusCode, "Error.Request.Invalid", bad.Message).ExecuteAsync(context);
        }
    }

    async Task<IResult?> RefusalAsync(HttpContext context)
    {
        if (context.Request.Path == HealthPath) return null;
        if (await UnauthorizedAsync(context.Request) is { } unauthorized) return unauthorized;
        return context.Request.RouteValues.ContainsKey("hub") ? Admit(context) : null;
    }

    IResult? Admit(HttpContext context)
    {
        var hub = (string)context.GetRouteValue("hub")!;
        var application = context.Request.Query["application"].ToString();
        if (!Names.IsHub(hub)) return RestError.Invalid($"'{hub}' isn't a hub name.", "hub");
        if (application != "" && !Names.IsHub(application))
            return RestError.Invalid($"'{application}' isn't an application name.", "application");

        var name = Names.EffectiveHub(hub, application);
        var call = new HubCall(context, name, hubs.Get(name));
        if (context.GetRouteValue("group") is not null && !Names.IsGroup(call.Group))
            return RestError.Invalid("A group name has 1 to 1024 characters that aren't all blank.", "group");
        if (context.GetRouteValue("stream") is not null && !Names.IsStream(call.Stream))
            return RestError.Invalid("A stream id has 1 to 100 characters that aren't all blank.", "streamId");

        context.Features.Set(call);
        return null;
    }

    async Task<IResult?> UnauthorizedAsync(HttpRequest request)
    {
        if (BearerToken.Of(request) is not { } token) return RestError.Unauthorized("The call has no bearer token.");

        var path = request.PathBase.Add(request.Path).Value!;
        var accepted =
            await tokens.CheckAccessKeyAsync(token, audience => Audience.IsRestCall(audience, request.Host.Host, path)) is not null
            || await tokens.CheckIdentityAsync(token);
        return accepted ? null : RestError.Unauthorized(
            "No access key of this service and no identity that it trusts has signed this token for this URL, or its time is over.");
    }
}
