using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Sync;

/// <summary>GET /api/conversations/{id}/messages: a page of the log, by place, time, thread, or what is in it.</summary>
public sealed class ReadHistory(MemberAccess access, HistoryPages pages)
{
    [Function(nameof(ReadHistory))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations/{id}/messages")] HttpRequest request, string id, CancellationToken ct)
    {
        var (granted, refusal) = await access.OfAsync(request, id, ct);
        if (granted is null) return refusal!;
        var (query, invalid) = PageQuery.Of(request.Query);
        if (query is null) return invalid!;
        return Revalidated.Answer(request, await pages.ReadAsync(granted.Caller.Tenant, id, granted.Head, query, ct));
    }
}
