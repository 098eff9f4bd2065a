using Messaging.Contracts.Client;
using Messaging.Plumbing;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Erasure;

/// <summary>DELETE /api/users/{user}, for operators: commands each conversation in which the user left a trace to erase it.</summary>
public sealed class EraseUser(Door door, Traces traces, Ids ids)
{
    /// <summary>Characters of a continuation of the table service.</summary>
    const int PlaceCharacters = 2_000;

    [Function(nameof(EraseUser))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "users/{user}")] HttpRequest request, string user, CancellationToken ct) =>
        door.AskAsync(request, caller => AnswerAsync(request, caller, user, ct), ct);

    async Task<IActionResult> AnswerAsync(HttpRequest request, Caller caller, string user, CancellationToken ct)
    {
        if (!caller.IsOperator) return Problems.Of(403, "not-allowed", $"Only a token with role {Caller.OperatorRole} allows it.");
        var (id, after) = (request.CommandId() ?? ids.New(), (string?)request.Query["after"]);
        if (Rules.Id("clientMessageId", id) is { } badId) return Problems.Invalid(badId.Field, badId.Title);
        if (Rules.User("user", user) is { } badUser) return Problems.Invalid(badUser.Field, badUser.Title);
        if (after is { Length: 0 or > PlaceCharacters }) return Problems.Invalid("after", "after is the next of the answer before.");

        var (conversations, next) = await traces.EraseAsync(caller, user, id, after, ct);
        return Json.Answer(new ErasureAccepted(user, id, conversations, next), 202);
    }
}
