using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Sync;

/// <summary>GET /api/conversations/{id}/invitations, for moderators: who may join and has not.</summary>
public sealed class ListInvited(UserMarks marks)
{
    [Function(nameof(ListInvited))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations/{id}/invitations")] HttpRequest request, string id, CancellationToken ct) =>
        marks.PageAsync(request, id, Keys.Invitation, ct);
}
