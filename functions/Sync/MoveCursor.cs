using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Delivery;
using Messaging.Plumbing.Http;
using Messaging.Plumbing.Queueing;
using Messaging.Plumbing.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Messaging.Sync;

/// <summary>PUT /api/conversations/{id}/cursor: the caller has read up to a seq. A seq behind the cursor changes nothing.</summary>
public sealed partial class MoveCursor(
    MemberAccess access, ConversationReader conversations, Inbox inbox, QueueSender queues, SignalRRest signalR, ILogger<MoveCursor> logger)
{
    [Function(nameof(MoveCursor))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "conversations/{id}/cursor")] HttpRequest request, string id, CancellationToken ct)
    {
        var (granted, refusal) = await access.OfAsync(request, id, ct);
        if (granted is null) return refusal!;
        var (body, unreadable) = await Json.ReadAsync<NewCursor>(request, ct);
        if (body is null) return unreadable!;
        if (body.Seq is not { } seq || seq < 0 || seq > granted.Head.Seq) return NotASeq(granted.Head);

        return seq == 0 ? new NoContentResult() : await MoveAsync(granted, id, seq, ct);
    }

    async Task<IActionResult> MoveAsync(Access granted, string id, long seq, CancellationToken ct)
    {
        var caller = granted.Caller;
        var stored = inbox.CursorAsync(caller.Tenant, caller.User, id, ct);
        if (await conversations.EntryAsync(caller.Tenant, id, seq, ct) is not { } entry) return NotASeq(granted.Head);
        // The same seq again is told again: the first try may have ended between the write and the telling.
        if ((await stored).Seq > seq) return new NoContentResult();

        var change = new InboxChange(caller.Tenant, caller.User);
        change.Move(id, new(seq, entry.Ordinal));
        await inbox.WriteAsync(change, ct);
        await Task.WhenAll(
            queues.SendAsync(Queues.FanOut, new CursorMoved(caller.Tenant, id, caller.User, seq), FactTypes.CursorMoved, ct),
            TellDevicesAsync(caller, new(id, seq, Removed: false), ct));
        return new NoContentResult();
    }

    /// <summary>A device that misses it learns of the cursor when it syncs, so a failure is not the caller's.</summary>
    async Task TellDevicesAsync(Caller caller, InboxEvent moved, CancellationToken ct)
    {
        try { await signalR.SendToUserAsync(caller.SignalRUser, Hub.Inbox, moved, ct); }
        catch (HttpRequestException failure) { LogNotTold(failure, moved.ConversationId); }
    }

    static IActionResult NotASeq(Head head) => Problems.Invalid("seq", $"seq is a whole number from 0 to the conversation's last, {head.Seq}.");
}
