using Messaging.Contracts.Client;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Presence;

/// <summary>GET /api/blocks: whom the caller has blocked.</summary>
public sealed class ListBlocks(CallerAuthentication callers, PresenceTable table)
{
    [Function(nameof(ListBlocks))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "blocks")] HttpRequest request, CancellationToken ct)
    {
        if (await callers.CallerOfAsync(request) is not { } caller) return Problems.Unauthorized();
        var own = await table.ReadAsync(caller.Tenant, caller.User, ct);
        return Json.Answer(new BlockList([.. own.Blocked.Order(StringComparer.Ordinal)]));
    }
}
