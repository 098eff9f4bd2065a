using Messaging.Contracts;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Presence;

/// <summary>GET /api/presence?users=a,b: users of the caller's tenant, in the order given.</summary>
public sealed class ReadPresence(CallerAuthentication callers, States states, RateLimits limits)
{
    [Function(nameof(ReadPresence))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "presence")] HttpRequest request, CancellationToken ct)
    {
        if (await callers.CallerOfAsync(request) is not { } caller) return Problems.Unauthorized();
        var users = request.Query["users"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        if (!UserList.IsWithinLimits(users)) return Problems.Invalid("users", $"users is a list of 1 to {Limits.PresenceUsers} user ids, separated by commas.");
        return limits.RefuseQuery(caller, request, users.Count) ?? Json.Answer(await states.ReadAsync(caller.Tenant, caller.User, users, ct));
    }
}
