using Messaging.Contracts.Queue;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Members;

public sealed class RemoveMember(Door door, MemberDrafts drafts)
{
    [Function(nameof(RemoveMember))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "conversations/{id}/members/{user}")] HttpRequest request,
        string id, string user, CancellationToken ct) =>
        door.EnterAsync(request, caller => drafts.One(CommandKinds.RemoveMembers, caller, id, PathValues.Decode(user), request.CommandId()), ct);
}
