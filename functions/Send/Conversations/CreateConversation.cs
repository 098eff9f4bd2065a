using Messaging.Contracts.Client;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Conversations;

public sealed class CreateConversation(Door door, ConversationDrafts drafts)
{
    [Function(nameof(CreateConversation))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations")] HttpRequest request,
        CancellationToken ct) =>
        door.EnterAsync<NewConversation>(request, (caller, body) => drafts.New(caller, body, request.CommandId(body.ClientMessageId)), ct);
}
