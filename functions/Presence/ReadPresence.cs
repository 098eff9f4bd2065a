using System.Collections.Concurrent;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Messaging.Presence;

/// <summary>GET /api/presence?users=a,b: users of the caller's tenant, in the order given.</summary>
public sealed class ReadPresence(CallerAuthentication callers, PresenceTable table, IOptions<PresenceOptions> options, TimeProvider time)
{
    [Function(nameof(ReadPresence))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "presence")] HttpRequest request, CancellationToken ct)
    {
        if (await callers.CallerOfAsync(request) is not { } caller) return Problems.Unauthorized();
        var users = request.Query["users"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        if (!UserList.IsWithinLimits(users)) return Problems.Invalid("users", $"users is a list of 1 to {Limits.PresenceUsers} user ids, separated by commas.");

        var states = new ConcurrentDictionary<string, PresenceEvent>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel, CancellationToken = ct };
        await Parallel.ForEachAsync(users, parallel, async (user, stop) =>
            states[user] = (await table.ReadAsync(caller.Tenant, user, stop)).ToEvent(time.GetUtcNow(), options.Value));
        return Json.Answer(new PresenceList([.. users.Select(user => states[user])]));
    }
}
