using Messaging.Contracts.Queue;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Members;

public sealed class UnblockUser(Door door, MemberDrafts drafts)
{
    [Function(nameof(UnblockUser))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "blocks/{user}")] HttpRequest request, string user, CancellationToken ct) =>
        door.EnterAsync(request, caller => drafts.Pair(CommandKinds.UnblockUser, caller, PathValues.Decode(user), request.CommandId()), ct);
}
