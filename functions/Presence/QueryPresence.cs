using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Presence;

/// <summary>POST /api/presence/query: as <see cref="ReadPresence"/>, for lists that no address can hold.</summary>
public sealed class QueryPresence(CallerAuthentication callers, States states, RateLimits limits)
{
    [Function(nameof(QueryPresence))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "presence/query")] HttpRequest request, CancellationToken ct)
    {
        if (await callers.CallerOfAsync(request) is not { } caller) return Problems.Unauthorized();
        var (body, refusal) = await Json.ReadAsync<PresenceQuery>(request, ct);
        if (body is null) return refusal!;
        if (body.Users is not { } users || !UserList.IsWithinLimits(users)) return Problems.Invalid("users", $"users is a list of 1 to {Limits.PresenceUsers} user ids.");
        return limits.RefuseQuery(caller, request, users.Count) ?? Json.Answer(await states.ReadAsync(caller.Tenant, caller.User, users, ct));
    }
}
