using System.Text.Json;
using Messaging.FunctionsHost.SignalR;

namespace Messaging.FunctionsHost.Http;

/// <summary>Where a SignalR service's upstream is pointed at: all SignalR-triggered functions of the app stand behind one address.</summary>
static class SignalRWebhook
{
    public const string Path = "/runtime/webhooks/signalr";

    public static RequestDelegate Over(IReadOnlyList<SignalRTrigger> triggers) => async http =>
    {
        if (!http.Request.HasJsonContentType() && http.Request.ContentType != UpstreamCall.MessagePackType)
        {
            await RefuseAsync(http, StatusCodes.Status415UnsupportedMediaType, $"Clients' invocations come as JSON or as {UpstreamCall.MessagePackType}.");
            return;
        }

        await DispatchAsync(http, triggers);
    };

    static async Task DispatchAsync(HttpContext http, IReadOnlyList<SignalRTrigger> triggers)
    {
        try
        {
            var call = await UpstreamCall.ReadAsync(http.Request);
            await (triggers.FirstOrDefault(trigger => trigger.Takes(call)) switch
            {
                null => RefuseAsync(http, StatusCodes.Status404NotFound, $"No function takes {call.Category} {call.Event} of hub {call.Hub}."),
                { } trigger when !trigger.Trusts(call) => RefuseAsync(http, StatusCodes.Status401Unauthorized, "X-ASRS-Signature is missing or wrong."),
                { } trigger => trigger.HandleAsync(http, call),
            });
        }
        catch (JsonException wrong)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, wrong.Message);
        }
    }

    static Task RefuseAsync(HttpContext http, int status, string reason)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsync(reason);
    }
}
