using Messaging.Contracts.Client;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Messaging.Sync;

/// <summary>GET /api/sync?since=: what changed in the caller's list since a token. Without a token the answer is the whole list
/// and <c>restart</c> is false, for there is nothing to forget.</summary>
public sealed class CatchUp(CallerAuthentication callers, Inbox inbox, Summaries summaries, IOptions<SyncOptions> options, TimeProvider time)
{
    [Function(nameof(CatchUp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sync")] HttpRequest request, CancellationToken ct)
    {
        if (await callers.CallerOfAsync(request) is not { } caller) return Problems.Unauthorized();

        // Before any state is read: what changes from here on is found by the next call.
        var position = time.GetUtcNow();
        var given = request.Query["since"].ToString();
        var since = SyncToken.Since(given, position);
        var hints = await inbox.HintsAsync(caller.Tenant, caller.User, since, ct);
        // More than one answer holds: rather the whole list, as far as one answer goes, than a silent part.
        var whole = since is null || hints.Count > options.Value.Conversations;
        if (whole && since is not null) hints = await inbox.HintsAsync(caller.Tenant, caller.User, since: null, ct);

        var found = await summaries.OfAsync(caller, hints.Newest(options.Value.Conversations), ct);
        return Json.Answer(new SyncAnswer
        {
            Token = SyncToken.At(position),
            Restart = whole && given.Length > 0,
            Changed = found.LatestFirst(),
            Removed = whole ? [] : [.. hints.Select(hint => hint.ConversationId).Where(id => !found.ContainsKey(id))],
        });
    }
}
