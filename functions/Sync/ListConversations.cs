using Messaging.Contracts.Client;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Messaging.Sync;

/// <summary>GET /api/conversations: the caller's, latest activity first.</summary>
public sealed class ListConversations(CallerAuthentication callers, Inbox inbox, Summaries summaries, LogReads logs, IOptions<SyncOptions> options)
{
    [Function(nameof(ListConversations))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations")] HttpRequest request, CancellationToken ct)
    {
        if (await callers.CallerOfAsync(request) is not { } caller) return Problems.Unauthorized();

        var hints = inbox.HintsAsync(caller.Tenant, caller.User, since: null, ct);
        var standings = inbox.StandingsAsync(caller.Tenant, caller.User, ct);
        var some = (await hints).OfMembers().Page(after: null, options.Value.Conversations);
        var found = await summaries.OfAsync(caller, some, await standings, HeadAsync, anew: false, ct);
        return Json.Answer(List(found.Values.Select(one => one.Summary).LatestFirst()));

        async Task<MemberLog?> HeadAsync(Hint hint, CancellationToken stop) =>
            await logs.ViewAsync(caller, hint, after: null, most: 0, stop) is { Member: { } member } view ? new(member, new(view.Head)) : null;
    }

    /// <summary>A badge counts nothing that is muted, except mentions.</summary>
    static ConversationList List(IReadOnlyList<ConversationSummary> all) => new(all)
    {
        Unread = all.Where(one => one.MutedUntil is null).Sum(one => one.Unread),
        UnreadMentions = all.Sum(one => one.UnreadMentions),
    };
}
