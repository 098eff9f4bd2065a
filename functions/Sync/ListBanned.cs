using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Sync;

/// <summary>GET /api/conversations/{id}/bans, for moderators: who may not come back.</summary>
public sealed class ListBanned(UserMarks marks)
{
    [Function(nameof(ListBanned))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations/{id}/bans")] HttpRequest request, string id, CancellationToken ct) =>
        marks.PageAsync(request, id, Keys.Ban, ct);
}
