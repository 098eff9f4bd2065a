using Messaging.Contracts.Client;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Messaging.Sync;

/// <summary>GET /api/conversations: the caller's, latest activity first.</summary>
public sealed class ListConversations(CallerAuthentication callers, Inbox inbox, Summaries summaries, IOptions<SyncOptions> options)
{
    [Function(nameof(ListConversations))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations")] HttpRequest request, CancellationToken ct)
    {
        if (await callers.CallerOfAsync(request) is not { } caller) return Problems.Unauthorized();

        var hints = await inbox.HintsAsync(caller.Tenant, caller.User, since: null, ct);
        var found = await summaries.OfAsync(caller, hints.Newest(options.Value.Conversations), ct);
        return Json.Answer(new ConversationList(found.LatestFirst()));
    }
}
