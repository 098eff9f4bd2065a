using Messaging.Contracts;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Sync;

/// <summary>GET /api/conversations/{id}/pins?after=&amp;limit=: the pinned messages, in rising seq.</summary>
public sealed class ListPins(MemberAccess access, HistoryPages pages)
{
    [Function(nameof(ListPins))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations/{id}/pins")] HttpRequest request, string id, CancellationToken ct)
    {
        var (granted, refusal) = await access.OfAsync(request, id, ct);
        if (granted is null) return refusal!;
        var given = new QueryFields(request.Query);
        var (after, limit) = (given.Seq("after"), given.Seq("limit") ?? Limits.Pins);
        if (given.Fault is { } fault) return fault;
        return limit is < 1 or > Limits.Pins
            ? Problems.Invalid("limit", $"limit is a whole number from 1 to {Limits.Pins}.")
            : Json.Answer(await pages.PinnedAsync(granted.Caller.Tenant, id, granted.Head, after, (int)limit, ct));
    }
}
