using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Later;

public sealed class CancelScheduled(Door door, Schedule schedule, ConversationReader conversations)
{
    [Function(nameof(CancelScheduled))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "scheduled/{id}/{clientMessageId}")] HttpRequest request,
        string id, string clientMessageId, CancellationToken ct) =>
        door.AskAsync(request, caller => CancelAsync(caller, id, PathValues.Decode(clientMessageId), ct), ct);

    async Task<IActionResult> CancelAsync(Caller caller, string id, string clientMessageId, CancellationToken ct)
    {
        if ((Rules.Id("id", id) ?? Rules.Id("clientMessageId", clientMessageId)) is { } fault) return Problems.Invalid(fault.Field, fault.Title);
        var cancellation = await schedule.CancelAsync(caller.Tenant, caller.User, id, clientMessageId, ct);
        if (cancellation == Cancellation.Cancelled) return new StatusCodeResult(204);
        var hasLeft = cancellation == Cancellation.TooLate || await conversations.FateAsync(caller.Tenant, id, caller.User, clientMessageId, ct) is not null;
        return hasLeft ? Problems.Of(409, "too-late", "It has been sent, or is being sent.") : Problems.NotFound("scheduled send");
    }
}
