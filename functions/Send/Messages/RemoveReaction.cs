using Messaging.Contracts.Queue;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Messages;

public sealed class RemoveReaction(Door door, MessageDrafts drafts)
{
    [Function(nameof(RemoveReaction))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "conversations/{id}/messages/{seq:long:min(1)}/reactions/{reaction}")] HttpRequest request,
        string id, long seq, string reaction, CancellationToken ct) =>
        door.EnterAsync(request, caller => drafts.React(CommandKinds.RemoveReaction, caller, id, seq, PathValues.Decode(reaction), request.CommandId()), ct);
}
