using System.Globalization;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Send.Members;

/// <summary>How far the caller's own import has come.</summary>
public sealed class ReadImport(CallerAuthentication callers, ConversationReader conversations)
{
    [Function(nameof(ReadImport))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations/{id}/imports/{clientMessageId}")] HttpRequest request,
        string id, string clientMessageId, CancellationToken ct)
    {
        if (await callers.CallerOfAsync(request) is not { } caller) return Problems.Unauthorized();
        if (!int.TryParse(request.Query["members"], NumberStyles.None, CultureInfo.InvariantCulture, out var members) || members is < 1 or > Limits.MembersPerImport)
            return Problems.Invalid("members", $"It is how many members were given: 1 to {Limits.MembersPerImport}.");

        var ids = MemberDrafts.ImportIds(clientMessageId, members);
        var fates = await Task.WhenAll(ids.Select(async command =>
            (Command: command, Fate: await conversations.FateAsync(caller.Tenant, id, caller.User, command, ct))));
        if (fates.All(it => it.Fate is null)) return Problems.NotFound("import");
        return Json.Answer(new MemberImport
        {
            Commands = ids.Count,
            Done = fates.Count(it => it.Fate is { Reason: null }),
            Refused = [.. fates.Where(it => it.Fate?.Reason is not null).Select(it => new RefusedCommand(it.Command, it.Fate!.Reason!))],
        });
    }
}
