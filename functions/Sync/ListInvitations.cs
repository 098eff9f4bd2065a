using Messaging.Contracts.Client;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Messaging.Sync;

/// <summary>GET /api/sync/invitations?after=&amp;limit=: the conversations that the caller may join by invitation.</summary>
public sealed class ListInvitations(CallerAuthentication callers, Inbox inbox, LogReads logs, ConversationReader conversations, IOptions<SyncOptions> options)
{
    [Function(nameof(ListInvitations))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sync/invitations")] HttpRequest request, CancellationToken ct)
    {
        if (await callers.CallerOfAsync(request) is not { } caller) return Problems.Unauthorized();
        var (query, invalid) = ListQuery.Of(request.Query);
        if (query is null) return invalid!;

        var (page, last) = query.Cut(await inbox.InvitedAsync(caller.Tenant, caller.User, query.After, query.Limit + 1, ct));
        var found = new Invitation?[page.Count];
        await Parallel.ForAsync(0, page.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel, CancellationToken = ct },
            async (at, stop) => found[at] = await OfAsync(caller, page[at], stop));
        return Json.Answer(new InvitationPage([.. found.OfType<Invitation>()], last?.ConversationId));
    }

    /// <summary>Null once the user has joined or was banned; the row that led here then goes.</summary>
    async Task<Invitation?> OfAsync(Caller caller, Invited invited, CancellationToken ct)
    {
        var id = invited.ConversationId;
        var mark = await conversations.MarkAsync(caller.Tenant, id, Keys.Invitation(caller.User), ct);
        if (mark is not null && await logs.HeadAsync(caller.Tenant, id, ct) is { } head)
            return new(id, head.Kind, mark.By, mark.At, head.MemberCount, head.Title);
        await inbox.ForgetAsync(caller.Tenant, caller.User, invited, ct);
        return null;
    }
}
