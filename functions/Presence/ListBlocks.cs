using Messaging.Contracts.Client;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Presence;

/// <summary>GET /api/blocks: whom the caller has blocked.</summary>
public sealed class ListBlocks(CallerAuthentication callers, Stamps stamps)
{
    [Function(nameof(ListBlocks))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "blocks")] HttpRequest request, CancellationToken ct)
    {
        if (await callers.CallerOfAsync(request) is not { } caller) return Problems.Unauthorized();
        var own = await stamps.ReadAsync(caller.Tenant, caller.User, ct);
        return Json.Answer(new BlockList([.. own.Blocks.Where(block => block.Value.IsBlocked).Select(block => block.Key).Order(StringComparer.Ordinal)]));
    }
}
