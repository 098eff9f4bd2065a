using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Presence;

/// <summary>GET /api/presence/conversations/{id}: "1,204 online", or who it is while members are few.</summary>
public sealed class ReadConversationPresence(CallerAuthentication callers, Rosters rosters, RateLimits limits)
{
    [Function(nameof(ReadConversationPresence))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "presence/conversations/{id}")] HttpRequest request, string id, CancellationToken ct)
    {
        if (await callers.CallerOfAsync(request) is not { } caller) return Problems.Unauthorized();
        if (limits.RefuseQuery(caller, request, users: 0) is { } tooMany) return tooMany;
        return await rosters.ReadAsync(caller.Tenant, caller.User, id, ct) is { } presence ? Json.Answer(presence) : Problems.NotMember();
    }
}
