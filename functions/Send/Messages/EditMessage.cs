using Messaging.Contracts.Client;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Messages;

public sealed class EditMessage(Door door, MessageDrafts drafts)
{
    [Function(nameof(EditMessage))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "conversations/{id}/messages/{seq:long:min(1)}")] HttpRequest request,
        string id, long seq, CancellationToken ct) =>
        door.EnterAsync<NewText>(request, (caller, body) => drafts.Edit(caller, id, seq, body, request.CommandId(body.ClientMessageId)), ct);
}
