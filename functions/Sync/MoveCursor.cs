using Messaging.Contracts.Client;
using Messaging.Plumbing;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Messaging.Sync;

/// <summary>PUT /api/conversations/{id}/cursor: the caller has read up to a seq, or a device has received up to one. A seq behind the cursor
/// changes nothing.</summary>
public sealed class MoveCursor(
    MemberAccess access, ConversationReader conversations, Inbox inbox, Receipts receipts, OwnDevices devices, IOptions<ThresholdsOptions> thresholds)
{
    [Function(nameof(MoveCursor))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "conversations/{id}/cursor")] HttpRequest request, string id, CancellationToken ct)
    {
        var (granted, refusal) = await access.OfAsync(request, id, ct);
        if (granted is null) return refusal!;
        var (body, unreadable) = await Json.ReadAsync<NewCursor>(request, ct);
        if (body is null) return unreadable!;
        if (body is { Seq: null, Delivered: null } || !IsSeq(body.Seq, granted.Head)) return NotASeq("seq", granted.Head);
        if (!IsSeq(body.Delivered, granted.Head)) return NotASeq("delivered", granted.Head);

        var (seq, delivered) = (body.Seq ?? 0, body.Delivered ?? 0);
        if (await OrdinalAsync(granted, id, seq, ct) is not { } ordinal) return NotASeq("seq", granted.Head);
        await MoveAsync(granted, id, new(seq, ordinal, Math.Max(seq, delivered)), ct);
        return new NoContentResult();
    }

    async Task MoveAsync(Access granted, string id, Cursor to, CancellationToken ct)
    {
        var caller = granted.Caller;
        var stored = await inbox.StandingAsync(caller.Tenant, caller.User, id, ct);
        var moved = stored.Cursor.With(to);
        // The same place again is told again: the first try may have ended between the write and the telling.
        var (reads, receives) = (to.Seq > 0 && to.Seq == moved.Seq, to.Delivered > 0 && to.Delivered == moved.Delivered);
        if (!reads && !receives) return;

        var change = new InboxChange(caller.Tenant, caller.User);
        change.Move(id, to);
        await inbox.WriteAsync(change, ct);
        if (reads && stored.Unread is not null) await inbox.SetAsync(caller.Tenant, caller.User, id, row => row.Marked(null), ct);
        if (granted.Head.MemberCount <= thresholds.Value.ReceiptMembers)
            receipts.Tell(caller.Tenant, new(id, caller.User, moved.Seq, moved.Ordinal, moved.Delivered));
        if (reads) await devices.TellAsync(caller, new(id, moved.Seq), ct);
    }

    /// <summary>How many messages there are up to a seq; null if it is none.</summary>
    async Task<long?> OrdinalAsync(Access granted, string id, long seq, CancellationToken ct) =>
        seq == 0 ? 0 : seq == granted.Head.Seq ? granted.Head.Messages
        : (await conversations.EntryAsync(granted.Caller.Tenant, id, seq, ct))?.Ordinal;

    static bool IsSeq(long? given, Head head) => given is null || given >= 0 && given <= head.Seq;

    static IActionResult NotASeq(string field, Head head) =>
        Problems.Invalid(field, $"{field} is a whole number from 0 to the conversation's last, {head.Seq}.");
}
