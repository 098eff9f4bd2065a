using Messaging.Contracts.Queue;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Messages;

public sealed class DeleteMessage(Door door, MessageDrafts drafts)
{
    [Function(nameof(DeleteMessage))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "conversations/{id}/messages/{seq:long:min(1)}")] HttpRequest request,
        string id, long seq, CancellationToken ct) =>
        door.EnterAsync(request, caller => drafts.About(CommandKinds.DeleteMessage, caller, id, seq, request.CommandId()), ct);
}
