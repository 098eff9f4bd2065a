using Messaging.Contracts.Client;
using Messaging.Plumbing.Http;
using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Sync;

/// <summary>GET /api/conversations/{id}/members?after=&amp;limit=: who is in it, page by page.</summary>
public sealed class ListMembers(MemberAccess access, ConversationReader conversations, TimeProvider time)
{
    [Function(nameof(ListMembers))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations/{id}/members")] HttpRequest request, string id, CancellationToken ct)
    {
        var (granted, refusal) = await access.OfAsync(request, id, ct);
        if (granted is null) return refusal!;
        var (query, invalid) = ListQuery.Of(request.Query);
        if (query is null) return invalid!;

        var (page, last) = query.Cut(await conversations.MembersAfterAsync(granted.Caller.Tenant, id, query.After, query.Limit + 1, ct));
        var now = time.GetUtcNow();
        return Json.Answer(new MemberPage(id, [.. page.Select(member => Of(member, now))], last?.User));
    }

    public static ConversationMember Of(Member member, DateTimeOffset now) =>
        new(member.User, member.Role, member.JoinedAt, member.MutedUntil > now ? member.MutedUntil : null);
}
