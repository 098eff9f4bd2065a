using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Sync;

/// <summary>POST /api/sync/repair: finds the caller's conversations anew, corrects the inbox and says what was wrong. It reads every partition of
/// the tenant, since only the inbox knows a user's conversations: for the day on which an inbox was lost, once a minute per user at most.</summary>
public sealed class RepairInbox(CallerAuthentication callers, InboxRepair repair)
{
    [Function(nameof(RepairInbox))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sync/repair")] HttpRequest request, CancellationToken ct)
    {
        if (await callers.CallerOfAsync(request) is not { } caller) return Problems.Unauthorized();
        return await repair.RunAsync(caller, ct) is { } repaired
            ? Json.Answer(repaired) : Problems.Of(429, "too-many-requests", "An inbox is repaired once a minute at most.");
    }
}
