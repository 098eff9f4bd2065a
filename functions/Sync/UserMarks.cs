using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Http;
using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Sync;

/// <summary>Pages of a conversation's marks that are about a user each; who may ban may see them.</summary>
public sealed class UserMarks(MemberAccess access, ConversationReader conversations)
{
    /// <param name="request">With <c>after</c> and <c>limit</c>.</param>
    /// <param name="id">The conversation.</param>
    /// <param name="keyOf">The row key of a user's mark.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<IActionResult> PageAsync(HttpRequest request, string id, Func<string, string> keyOf, CancellationToken ct)
    {
        var (granted, refusal) = await access.OfAsync(request, id, ct);
        if (granted is null) return refusal!;
        if (granted.RefusalOf(Actions.Ban) is { } notAllowed) return notAllowed;
        var (query, invalid) = ListQuery.Of(request.Query);
        if (query is null) return invalid!;

        var (prefix, after) = (keyOf(""), query.After is { } user ? keyOf(user) : null);
        var (page, last) = query.Cut(await conversations.MarksAfterAsync(granted.Caller.Tenant, id, prefix, after, query.Limit + 1, ct));
        return Json.Answer(new UserPage(id, [.. page.Select(mark => new UserMark(UserOf(mark), mark.By, mark.At))], last is null ? null : UserOf(last)));

        string UserOf(Mark mark) => Keys.Unescape(mark.RowKey[prefix.Length..]);
    }
}
