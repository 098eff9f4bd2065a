using Messaging.Contracts.Queue;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Members;

public sealed class BlockUser(Door door, MemberDrafts drafts)
{
    [Function(nameof(BlockUser))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "blocks/{user}")] HttpRequest request, string user, CancellationToken ct) =>
        door.EnterAsync(request, caller => drafts.Pair(CommandKinds.BlockUser, caller, PathValues.Decode(user), request.CommandId()), ct);
}
