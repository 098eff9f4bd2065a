using Messaging.Contracts.Client;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Members;

public sealed class ChangeMember(Door door, MemberDrafts drafts)
{
    [Function(nameof(ChangeMember))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "conversations/{id}/members/{user}")] HttpRequest request,
        string id, string user, CancellationToken ct) =>
        door.EnterAsync<MemberChange>(request, (caller, body) => drafts.Change(caller, id, PathValues.Decode(user), body, request.CommandId(body.ClientMessageId)), ct);
}
