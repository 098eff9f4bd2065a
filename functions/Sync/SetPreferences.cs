using Azure.Data.Tables;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Http;
using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.Sync;

/// <summary>PUT /api/conversations/{id}/me: mute, pin, archive, mark as unread; for the caller alone, on all devices.</summary>
public sealed class SetPreferences(MemberAccess access, ConversationReader conversations, Inbox inbox, OwnDevices devices)
{
    [Function(nameof(SetPreferences))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "conversations/{id}/me")] HttpRequest request, string id, CancellationToken ct)
    {
        var (granted, refusal) = await access.OfAsync(request, id, ct);
        if (granted is null) return refusal!;
        var (body, unreadable) = await Json.ReadAsync<Preferences>(request, ct);
        if (body is null) return unreadable!;

        var caller = granted.Caller;
        var (mark, isSeq) = await MarkAsync(caller.Tenant, id, body.UnreadFrom, ct);
        if (!isSeq) return Problems.Invalid("unreadFrom", $"unreadFrom is a seq of the conversation, up to {granted.Head.Seq}, or 0.");

        await inbox.SetAsync(caller.Tenant, caller.User, id, row => Set(row, body, mark), ct);
        await devices.TellAsync(caller, new(id, Preferences: body), ct);
        return new NoContentResult();
    }

    async Task<(UnreadMark? Mark, bool IsSeq)> MarkAsync(string tenant, string id, long? unreadFrom, CancellationToken ct)
    {
        if (unreadFrom is null or 0) return (null, true);
        if (unreadFrom < 0 || await conversations.EntryAsync(tenant, id, unreadFrom.Value, ct) is not { } entry) return (null, false);
        return (new(entry.Seq, entry.Kind == EntryKinds.Message ? entry.Ordinal - 1 : entry.Ordinal), true);
    }

    static void Set(TableEntity row, Preferences wanted, UnreadMark? mark)
    {
        if (wanted.MutedUntil is { } until) row["MutedUntil"] = until;
        if (wanted.Pinned is { } pinned) row["Pinned"] = pinned;
        if (wanted.Archived is { } archived) row["Archived"] = archived;
        if (wanted.UnreadFrom is not null) row.Marked(mark);
    }
}
