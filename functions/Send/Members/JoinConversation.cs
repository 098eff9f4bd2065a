using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Members;

public sealed class JoinConversation(Door door, MemberDrafts drafts)
{
    [Function(nameof(JoinConversation))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/join")] HttpRequest request,
        string id, CancellationToken ct) =>
        door.EnterAsync(request, caller => drafts.Join(caller, id, request.CommandId()), ct);
}
