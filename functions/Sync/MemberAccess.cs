using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Sync;

/// <param name="Caller">A member of the conversation.</param>
/// <param name="Head">The conversation's state, read after the call came in.</param>
/// <param name="Member">The caller's own row.</param>
public sealed record Access(Caller Caller, Head Head, Member Member)
{
    /// <summary>A direct conversation belongs to both.</summary>
    public bool Owns => Member.Role == MemberRoles.Owner || Head.Kind == ConversationKinds.Direct;

    /// <summary>Null if the caller may do it, whatever else is set.</summary>
    public IActionResult? RefusalOf(string action) => Permissions.Allows(Head.Kind, Member.Role, action) ? null : Problems.NotAllowed();
}

/// <summary>Lets members in; asked on every call and never remembered.</summary>
public sealed class MemberAccess(CallerAuthentication callers, ConversationReader conversations, LogReads logs)
{
    public async Task<(Access? Granted, IActionResult? Refusal)> OfAsync(HttpRequest request, string conversationId, CancellationToken ct)
    {
        if (await callers.CallerOfAsync(request) is not { } caller) return (null, Problems.Unauthorized());
        if (conversationId.Length > Limits.IdCharacters) return (null, Problems.NotFound("conversation"));

        var head = logs.HeadAsync(caller.Tenant, conversationId, ct);
        var member = await conversations.MemberAsync(caller.Tenant, conversationId, caller.User, ct);
        if (await head is not { } found) return (null, Problems.NotFound("conversation"));
        return member is null ? (null, Problems.NotMember()) : (new(caller, found, member), null);
    }
}
