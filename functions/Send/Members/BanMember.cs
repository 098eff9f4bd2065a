using Messaging.Contracts.Queue;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Members;

public sealed class BanMember(Door door, MemberDrafts drafts)
{
    [Function(nameof(BanMember))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "conversations/{id}/bans/{user}")] HttpRequest request,
        string id, string user, CancellationToken ct) =>
        door.EnterAsync(request, caller => drafts.One(CommandKinds.BanMembers, caller, id, PathValues.Decode(user), request.CommandId()), ct);
}
