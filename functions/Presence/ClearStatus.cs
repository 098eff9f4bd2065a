using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Presence;

/// <summary>DELETE /api/presence: available again, without a text.</summary>
public sealed class ClearStatus(CallerAuthentication callers, Statuses statuses, RateLimits limits)
{
    [Function(nameof(ClearStatus))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "presence")] HttpRequest request, CancellationToken ct)
    {
        if (await callers.CallerOfAsync(request) is not { } caller) return Problems.Unauthorized();
        if (limits.RefuseStatus(caller, request) is { } tooMany) return tooMany;
        await statuses.ClearAsync(caller, ct);
        return new NoContentResult();
    }
}
