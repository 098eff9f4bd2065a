using Messaging.Contracts.Client;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send;

public sealed class AddMembers(Door door, Drafts drafts)
{
    [Function(nameof(AddMembers))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/members")] HttpRequest request,
        string id, CancellationToken ct) =>
        door.EnterAsync<NewMembers>(request, (caller, body) => drafts.AddMembers(caller, id, body), ct);
}
