using Messaging.Contracts.Queue;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Messages;

public sealed class AddReaction(Door door, MessageDrafts drafts)
{
    [Function(nameof(AddReaction))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "conversations/{id}/messages/{seq:long:min(1)}/reactions/{reaction}")] HttpRequest request,
        string id, long seq, string reaction, CancellationToken ct) =>
        door.EnterAsync(request, caller => drafts.React(CommandKinds.AddReaction, caller, id, seq, PathValues.Decode(reaction), request.CommandId()), ct);
}
