using System.Runtime.CompilerServices;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Sync.Export;

/// <summary>GET /api/sync/export: the caller's own data as JSON lines: of each conversation that the caller is in the state, cursor, preferences,
/// and every entry that the caller sent.</summary>
public sealed class ExportUser(
    CallerAuthentication callers, ExportLimits limits, Inbox inbox, LogReads logs, ConversationReader conversations, TimeProvider time)
{
    [Function(nameof(ExportUser))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sync/export")] HttpRequest request, CancellationToken ct) =>
        await callers.CallerOfAsync(request) is { } caller
            ? limits.Refuse(caller, request) ?? new JsonLines<ExportLine>(LinesAsync(caller, ct)) : Problems.Unauthorized();

    async IAsyncEnumerable<ExportLine> LinesAsync(Caller caller, [EnumeratorCancellation] CancellationToken ct)
    {
        var hints = await inbox.HintsAsync(caller.Tenant, caller.User, since: null, ct);
        foreach (var id in hints.OfMembers().Select(hint => hint.ConversationId))
            if (await AccessAsync(caller, id, ct) is { } granted)
                await foreach (var line in LinesAsync(id, granted, ct))
                    yield return line;
        yield return new() { Complete = true };
    }

    async IAsyncEnumerable<ExportLine> LinesAsync(string id, Access granted, [EnumeratorCancellation] CancellationToken ct)
    {
        var (caller, now) = (granted.Caller, time.GetUtcNow());
        yield return new() { ConversationId = id, Conversation = ReadConversation.Details(id, granted, now) };

        var standing = await inbox.StandingAsync(caller.Tenant, caller.User, id, ct);
        yield return new()
        {
            ConversationId = id,
            Cursor = new(caller.User, standing.Cursor.Seq, standing.Cursor.Delivered),
            Preferences = new() { MutedUntil = standing.MutedUntil, Pinned = standing.Pinned, Archived = standing.Archived, UnreadFrom = standing.Unread?.Seq },
        };

        await foreach (var entry in conversations.SentAsync(caller.Tenant, id, caller.User, granted.Head.Seq, ct))
            yield return new() { ConversationId = id, Entry = entry.At(now) };
    }

    async Task<Access?> AccessAsync(Caller caller, string id, CancellationToken ct) =>
        await logs.HeadAsync(caller.Tenant, id, ct) is { } head && await conversations.MemberAsync(caller.Tenant, id, caller.User, ct) is { } member
            ? new(caller, head, member) : null;
}
