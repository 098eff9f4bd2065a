using Messaging.Contracts.Queue;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Messages;

public sealed class PinMessage(Door door, MessageDrafts drafts)
{
    [Function(nameof(PinMessage))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "conversations/{id}/messages/{seq:long:min(1)}/pin")] HttpRequest request,
        string id, long seq, CancellationToken ct) =>
        door.EnterAsync(request, caller => drafts.About(CommandKinds.PinMessage, caller, id, seq, request.CommandId()), ct);
}
