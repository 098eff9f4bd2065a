using System.Runtime.CompilerServices;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Http;
using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Sync.Export;

/// <summary>GET /api/conversations/{id}/audit: every command ever decided, who gave it, what, when and what became of it, as JSON lines, for its owners.</summary>
public sealed class AuditConversation(MemberAccess access, ExportLimits limits, ConversationReader conversations)
{
    [Function(nameof(AuditConversation))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations/{id}/audit")] HttpRequest request, string id, CancellationToken ct)
    {
        var (granted, refusal) = await access.OfAsync(request, id, ct);
        if (granted is null) return refusal!;
        if (!granted.Owns) return Problems.NotAllowed();
        return limits.Refuse(granted.Caller, request) ?? new JsonLines<AuditLine>(LinesAsync(granted.Caller.Tenant, id, ct));
    }

    async IAsyncEnumerable<AuditLine> LinesAsync(string tenant, string id, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var line in conversations.AuditAsync(tenant, id, ct)) yield return line;
        yield return new() { Complete = true };
    }
}
