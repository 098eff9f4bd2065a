using System.Globalization;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Later;

public sealed class ListScheduled(Door door, ScheduledTable table)
{
    const int DefaultLimit = 20;

    [Function(nameof(ListScheduled))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scheduled")] HttpRequest request, CancellationToken ct) =>
        door.AskAsync(request, async caller =>
        {
            if (Limit(request) is not { } limit) return Problems.Invalid("limit", $"It is 1 to {Limits.PageScheduled}.");
            var rows = await table.ListAsync(caller.Tenant, caller.User, request.Query["after"].ToString(), limit + 1, ct);
            return Json.Answer(new ScheduledPage([.. rows.Take(limit).Select(row => row.ToClient())], rows.Count > limit ? rows[limit - 1].Key : null));
        }, ct);

    static int? Limit(HttpRequest request) =>
        !request.Query.TryGetValue("limit", out var given) ? DefaultLimit
        : int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= Limits.PageScheduled ? limit : null;
}
