using Messaging.Contracts.Client;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Sync;

/// <summary>GET /api/conversations/{id}/messages?before=&amp;after=&amp;limit=</summary>
public sealed class ReadHistory(MemberAccess access, LogReads logs)
{
    [Function(nameof(ReadHistory))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations/{id}/messages")] HttpRequest request, string id, CancellationToken ct)
    {
        var (granted, refusal) = await access.OfAsync(request, id, ct);
        if (granted is null) return refusal!;
        var (query, invalid) = PageQuery.Of(request.Query);
        if (query is null) return invalid!;

        var range = query.In(granted.Head.Seq);
        var entries = range.IsEmpty ? [] : await logs.RangeAsync(granted.Caller.Tenant, id, range.From, range.To, ct);
        return Json.Answer(new EntryPage(id, granted.Head.Epoch, entries, range.More));
    }
}
