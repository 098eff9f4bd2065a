using Messaging.Contracts.Client;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Conversations;

public sealed class ChangeConversation(Door door, ConversationDrafts drafts)
{
    [Function(nameof(ChangeConversation))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "conversations/{id}")] HttpRequest request,
        string id, CancellationToken ct) =>
        door.EnterAsync<ConversationChange>(request, (caller, body) => drafts.Change(caller, id, body, request.CommandId(body.ClientMessageId)), ct);
}
