using Messaging.Contracts.Queue;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Messages;

public sealed class UnpinMessage(Door door, MessageDrafts drafts)
{
    [Function(nameof(UnpinMessage))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "conversations/{id}/messages/{seq:long:min(1)}/pin")] HttpRequest request,
        string id, long seq, CancellationToken ct) =>
        door.EnterAsync(request, caller => drafts.About(CommandKinds.UnpinMessage, caller, id, seq, request.CommandId()), ct);
}
