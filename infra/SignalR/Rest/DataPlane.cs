namespace Messaging.SignalR.Rest;

/// <summary>The data-plane REST API in both its forms.</summary>
static class DataPlane
{
    public static void Map(IEndpointRouteBuilder app, ClientTokens tokens, ClientResults results)
    {
        app.MapMethods(DataPlaneGate.HealthPath, [HttpMethods.Head, HttpMethods.Get], () => Results.Ok());
        foreach (var prefix in (string[])["/api/hubs/{hub}", "/api/v1/hubs/{hub}"])
        {
            var hub = app.MapGroup(prefix);
            Sends.Map(hub);
            Existence.Map(hub);
            Memberships.Map(hub);
            Closings.Map(hub);
            GroupPages.Map(hub);
            Streams.Map(hub);
            Execution.Map(hub);
            tokens.Map(hub);
            results.Map(hub);
        }

        app.MapGet("/api/auth/accessKey", tokens.TemporaryKeyAsync);
        app.MapGet("/api/v1/auth/accessKey", tokens.TemporaryKeyAsync);

        app.MapFallback("/api/{**rest}", (HttpRequest request) => RestError.Of(
            StatusCodes.Status404NotFound, "Error.Request.NotFound", $"{request.Method} {request.Path} isn't a call of this service."));
    }
}
