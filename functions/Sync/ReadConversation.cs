using Messaging.Contracts.Client;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Sync;

/// <summary>GET /api/conversations/{id}: what it is, and what the caller is in it.</summary>
public sealed class ReadConversation(MemberAccess access, TimeProvider time)
{
    [Function(nameof(ReadConversation))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations/{id}")] HttpRequest request, string id, CancellationToken ct)
    {
        var (granted, refusal) = await access.OfAsync(request, id, ct);
        return granted is null ? refusal! : Json.Answer(Details(id, granted, time.GetUtcNow()));
    }

    public static ConversationDetails Details(string id, Access granted, DateTimeOffset now) => new()
    {
        ConversationId = id,
        Kind = granted.Head.Kind,
        Title = granted.Head.Title,
        Metadata = granted.Head.Metadata,
        Settings = granted.Head.Settings,
        Archived = granted.Head.Archived,
        Epoch = granted.Head.Epoch,
        Seq = granted.Head.Seq,
        MemberCount = granted.Head.MemberCount,
        Role = granted.Member.Role,
        MutedUntil = granted.Member.MutedUntil > now ? granted.Member.MutedUntil : null,
    };
}
