using Messaging.Contracts.Client;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Messages;

public sealed class PostMessages(Door door, MessageDrafts drafts)
{
    [Function(nameof(PostMessages))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/messages")] HttpRequest request,
        string id, CancellationToken ct) =>
        door.EnterAsync<NewMessages>(request, (caller, body) => drafts.New(caller, id, body, request.CommandId(body.ClientMessageId)), ct);
}
