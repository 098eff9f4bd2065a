using System.Security.Claims;

namespace Messaging.SignalR.Rest;

/// <summary>Lets a client in whose token was made for the hub that it asks for.</summary>
sealed class ClientGate(Tokens tokens)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var hub = request.Query["hub"].ToString();
        if (!Names.IsHub(hub))
        {
            await RestError.Invalid("The query must name a hub: /client/?hub=name.", "hub").ExecuteAsync(context);
        }
        else if (BearerToken.OfClient(request) is { } token
            && await tokens.CheckAccessKeyAsync(token, audience => Audience.IsClientOf(audience, request.Host.Host, hub)) is { } client)
        {
            context.User = new ClaimsPrincipal(client);
            await next(context);
        }
        else
        {
            var refusal = RestError.Unauthorized($"The access token is missing, over, or not for hub '{hub}' of this service.");
            await refusal.ExecuteAsync(context);
        }
    }
}
