using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Delivery;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Presence;

/// <summary>POST /api/negotiate: SignalR clients that connect to <c>/api</c> are sent on to the service, as the caller.</summary>
public sealed class NegotiateConnection(CallerAuthentication callers, SignalRRest signalR)
{
    [Function(nameof(NegotiateConnection))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "negotiate")] HttpRequest request, CancellationToken ct) =>
        await callers.CallerOfAsync(request) is { } caller
            ? Json.Answer(await signalR.NegotiateAsync(caller.SignalRUser, ct))
            : Problems.Unauthorized();
}
