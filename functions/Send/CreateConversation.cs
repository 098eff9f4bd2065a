using Messaging.Contracts.Client;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send;

public sealed class CreateConversation(Door door, Drafts drafts)
{
    [Function(nameof(CreateConversation))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations")] HttpRequest request, CancellationToken ct) =>
        door.EnterAsync<NewConversation>(request, drafts.NewConversation, ct);
}
