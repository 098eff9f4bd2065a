using Messaging.Contracts.Client;
using Messaging.Plumbing.Storage;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Messaging.Sync;

/// <summary>How far each member of a conversation has come: a row of each member's inbox. Of larger conversations the answer is kept for a while.</summary>
public sealed class ReceiptCounts : IDisposable
{
    /// <summary>Receipts kept, some 100 bytes each.</summary>
    const int Kept = 200_000;

    static readonly TimeSpan While = TimeSpan.FromSeconds(10);

    readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = Kept });
    readonly SharedReads<(string Tenant, string Id), IReadOnlyList<Receipt>> _reads;

    public ReceiptCounts(ConversationReader conversations, Inbox inbox, IOptions<SyncOptions> options) => _reads = new(async key =>
    {
        var members = await conversations.MembersAsync(key.Tenant, key.Id, default);
        var receipts = new Receipt[members.Count];
        await Parallel.ForAsync(0, members.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel }, async (at, ct) =>
        {
            var cursor = (await inbox.StandingAsync(key.Tenant, members[at].User, key.Id, ct)).Cursor;
            receipts[at] = new(members[at].User, cursor.Seq, Math.Max(cursor.Seq, cursor.Delivered));
        });
        return receipts;
    });

    public Task<IReadOnlyList<Receipt>> NowAsync(string tenant, string id, CancellationToken ct) => _reads.ReadAsync((tenant, id), ct);

    /// <summary>As they were within the last 10 s.</summary>
    public async Task<IReadOnlyList<Receipt>> LatelyAsync(string tenant, string id, CancellationToken ct)
    {
        if (_kept.TryGetValue<IReadOnlyList<Receipt>>((tenant, id), out var kept)) return kept!;
        var receipts = await NowAsync(tenant, id, ct);
        return _kept.Set((tenant, id), receipts, new MemoryCacheEntryOptions { Size = receipts.Count + 1, AbsoluteExpirationRelativeToNow = While });
    }

    public void Dispose() => _kept.Dispose();
}
