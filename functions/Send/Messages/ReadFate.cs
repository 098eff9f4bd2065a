using Messaging.Contracts.Client;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Messages;

/// <summary>A fate belongs to its sender: it is asked for by whom the token names, member or not.</summary>
public sealed class ReadFate(Door door, ConversationReader conversations)
{
    [Function(nameof(ReadFate))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations/{id}/commands/{clientMessageId}")] HttpRequest request,
        string id, string clientMessageId, CancellationToken ct) =>
        door.AskAsync(request, caller => ReadAsync(caller, id, PathValues.Decode(clientMessageId), ct), ct);

    async Task<IActionResult> ReadAsync(Caller caller, string id, string clientMessageId, CancellationToken ct)
    {
        if ((Rules.Id("id", id) ?? Rules.Id("clientMessageId", clientMessageId)) is { } fault) return Problems.Invalid(fault.Field, fault.Title);
        var fate = await conversations.FateAsync(caller.Tenant, id, caller.User, clientMessageId, ct);
        return Json.Answer(new CommandFate
        {
            ConversationId = id,
            ClientMessageId = clientMessageId,
            State = fate is null ? CommandStates.Unknown : fate.Reason is null ? CommandStates.Appended : CommandStates.Refused,
            Seq = fate?.Seq,
            Reason = fate?.Reason,
        });
    }
}
