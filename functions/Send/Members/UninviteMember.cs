using Messaging.Contracts.Queue;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Members;

public sealed class UninviteMember(Door door, MemberDrafts drafts)
{
    [Function(nameof(UninviteMember))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "conversations/{id}/invitations/{user}")] HttpRequest request,
        string id, string user, CancellationToken ct) =>
        door.EnterAsync(request, caller => drafts.One(CommandKinds.UninviteMembers, caller, id, PathValues.Decode(user), request.CommandId()), ct);
}
