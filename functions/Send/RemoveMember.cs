using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send;

public sealed class RemoveMember(Door door, Drafts drafts)
{
    [Function(nameof(RemoveMember))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "conversations/{id}/members/{user}")] HttpRequest request,
        string id, string user, CancellationToken ct) =>
        door.EnterAsync(request, caller => drafts.RemoveMember(caller, id, user, request.Query["clientMessageId"]), ct);
}
