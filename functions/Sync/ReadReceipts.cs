using System.Globalization;
using Messaging.Contracts.Client;
using Messaging.Plumbing;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Messaging.Sync;

/// <summary>GET /api/conversations/{id}/receipts?seq=: who has read up to where; of a larger conversation how many, of a very large one nothing.</summary>
public sealed class ReadReceipts(MemberAccess access, ReceiptCounts counts, IOptions<SyncOptions> options, IOptions<ThresholdsOptions> thresholds)
{
    [Function(nameof(ReadReceipts))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "conversations/{id}/receipts")] HttpRequest request, string id, CancellationToken ct)
    {
        var (granted, refusal) = await access.OfAsync(request, id, ct);
        if (granted is null) return refusal!;
        var seq = granted.Head.Seq;
        if (request.Query.TryGetValue("seq", out var given) && !long.TryParse(given.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out seq))
            return Problems.Invalid("seq", "seq is a whole number, not negative.");

        var (tenant, members) = (granted.Caller.Tenant, granted.Head.MemberCount);
        var list = new ReceiptList { ConversationId = id, Seq = seq, Members = members };
        if (members > options.Value.CountedMembers) return Json.Answer(list);
        var named = members <= thresholds.Value.ReceiptMembers;
        var receipts = named ? await counts.NowAsync(tenant, id, ct) : await counts.LatelyAsync(tenant, id, ct);
        return Json.Answer(list with
        {
            Read = receipts.Count(receipt => receipt.Seq >= seq),
            Delivered = receipts.Count(receipt => receipt.Delivered >= seq),
            Receipts = named ? receipts : null,
        });
    }
}
