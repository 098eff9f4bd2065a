using System.Runtime.CompilerServices;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Http;
using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Sync.Export;

/// <summary>GET /api/conversations/{id}/export: all of a conversation as JSON lines, for its owners; a direct one belongs to both.</summary>
public sealed class ExportConversation(MemberAccess access, ExportLimits limits, LogReads logs, ConversationReader conversations, TimeProvider time)
{
    const int EntriesAtOnce = Limits.PageEntries, MembersAtOnce = Limits.PageMembers;

    [Function(nameof(ExportConversation))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations/{id}/export")] HttpRequest request, string id, CancellationToken ct)
    {
        var (granted, refusal) = await access.OfAsync(request, id, ct);
        if (granted is null) return refusal!;
        if (!granted.Owns) return Problems.NotAllowed();
        return limits.Refuse(granted.Caller, request) ?? new JsonLines<ExportLine>(LinesAsync(id, granted, ct));
    }

    async IAsyncEnumerable<ExportLine> LinesAsync(string id, Access granted, [EnumeratorCancellation] CancellationToken ct)
    {
        var (tenant, head) = (granted.Caller.Tenant, granted.Head);
        yield return new() { ConversationId = id, Conversation = ReadConversation.Details(id, granted, time.GetUtcNow()) };

        for (string? after = null; ;)
        {
            var members = await conversations.MembersAfterAsync(tenant, id, after, MembersAtOnce, ct);
            foreach (var member in members) yield return new() { ConversationId = id, Member = ListMembers.Of(member, time.GetUtcNow()) };
            if (members.Count < MembersAtOnce) break;
            after = members[^1].User;
        }

        for (long from = 1; from <= head.Seq; from += EntriesAtOnce)
            foreach (var entry in await logs.RangeAsync(tenant, id, from, Math.Min(head.Seq, from + EntriesAtOnce - 1), ct))
                yield return new() { ConversationId = id, Entry = entry };
        yield return new() { Complete = true };
    }
}
