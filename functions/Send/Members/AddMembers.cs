using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Members;

public sealed class AddMembers(Door door, MemberDrafts drafts)
{
    [Function(nameof(AddMembers))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/members")] HttpRequest request,
        string id, CancellationToken ct) =>
        door.EnterAsync<NewMembers>(request, (caller, body) => drafts.Several(CommandKinds.AddMembers, caller, id, body, request.CommandId(body.ClientMessageId)), ct);
}
