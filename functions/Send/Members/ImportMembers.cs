using Messaging.Contracts;
using Messaging.Contracts.Client;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Members;

/// <summary>Adds thousands of members by one request. It is accepted as a whole and carried out command by command; each command's
/// fate says how far it has come, so that nothing else needs to be kept.</summary>
public sealed class ImportMembers(Door door, MemberDrafts drafts)
{
    [Function(nameof(ImportMembers))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "conversations/{id}/imports")] HttpRequest request,
        string id, CancellationToken ct) =>
        door.EnterAsync<NewMembers>(request, (caller, body) => drafts.Import(caller, id, body, request.CommandId(body.ClientMessageId)), ct, Limits.ImportBytes);
}
