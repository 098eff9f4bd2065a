using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Storage;
using Microsoft.Extensions.Options;

namespace Messaging.Sync;

/// <summary>Pages of one conversation's log.</summary>
public sealed class HistoryPages(LogReads logs, ConversationReader conversations, IOptions<SyncOptions> options)
{
    /// <summary>Entries read at a time while looking for matches.</summary>
    const int Stride = 200;

    public async Task<EntryPage> ReadAsync(string tenant, string id, Head head, PageQuery query, CancellationToken ct)
    {
        if (query.Thread is { } root) return await ThreadAsync(tenant, id, head, root, query, ct);
        if (query.At is { } time) query = query with { After = await SeqAtAsync(tenant, id, head, time, ct) - 1 };
        if (query.Filter is { } filter) return await MatchesAsync(tenant, id, head, query, filter, ct);

        var range = query.In(head.Seq);
        var entries = range.IsEmpty ? [] : await logs.RangeAsync(tenant, id, range.From, range.To, ct);
        var next = !range.More ? null : query.After is null ? range.From : (long?)range.To;
        return new(id, head.Epoch, entries, range.More) { Next = next };
    }

    /// <summary>A bounded look backward, or forward if asked for what comes after a seq. Without a match it answers where to go on.</summary>
    async Task<EntryPage> MatchesAsync(string tenant, string id, Head head, PageQuery query, EntryFilter filter, CancellationToken ct)
    {
        var forward = query.After is not null;
        var first = Math.Max(Math.Min(query.After ?? 0, head.Seq) + 1, filter.From is { } from ? await SeqAtAsync(tenant, id, head, from, ct) : 1);
        var last = Math.Min(Math.Min(head.Seq, (query.Before ?? long.MaxValue) - 1), filter.To is { } to ? await SeqAtAsync(tenant, id, head, to, ct) - 1 : head.Seq);
        var found = new List<Entry>();
        for (var left = Limits.ScannedEntries; first <= last && found.Count < query.Limit && left > 0;)
        {
            var stride = (int)Math.Min(Math.Min(Stride, left), last - first + 1);
            var (a, b) = forward ? (first, first + stride - 1) : (last - stride + 1, last);
            var matches = (await logs.RangeAsync(tenant, id, a, b, ct)).Where(filter.Matches);
            List<Entry> some = [.. (forward ? matches : matches.Reverse()).Take(query.Limit - found.Count)];
            found.AddRange(some);
            var full = found.Count == query.Limit;
            if (forward) first = (full ? some[^1].Seq : b) + 1;
            else last = (full ? some[^1].Seq : a) - 1;
            left -= stride;
        }
        if (!forward) found.Reverse();
        var more = first <= last;
        return new(id, head.Epoch, found, more) { Next = !more ? null : forward ? first - 1 : last + 1 };
    }

    /// <summary>The pinned messages after a seq.</summary>
    public async Task<EntryPage> PinnedAsync(string tenant, string id, Head head, long? after, int limit, CancellationToken ct)
    {
        var pins = await conversations.MarksAfterAsync(tenant, id, Keys.Pins, after is { } seq ? Keys.Pin(seq) : null, limit + 1, ct);
        var page = await OfAsync(tenant, id, head, [.. pins.Select(Keys.SeqOfPin)], limit, ct);
        // A message may have gone since its pin was read.
        return page with { Entries = [.. page.Entries.Where(entry => entry.PinnedAt is not null)] };
    }

    /// <summary>The message that the thread is about, then its answers, as the log's threads name them.</summary>
    async Task<EntryPage> ThreadAsync(string tenant, string id, Head head, long root, PageQuery query, CancellationToken ct)
    {
        IReadOnlyList<long> seqs = [.. query.After is null ? [root] : Array.Empty<long>(),
            .. await conversations.AnswersAsync(tenant, id, root, Math.Min(query.After ?? 0, head.Seq), query.Limit + 1, ct)];
        return await OfAsync(tenant, id, head, seqs, query.Limit, ct);
    }

    /// <summary>The first of some entries; there are more if more are named.</summary>
    async Task<EntryPage> OfAsync(string tenant, string id, Head head, IReadOnlyList<long> seqs, int limit, CancellationToken ct)
    {
        var page = new Entry?[Math.Min(seqs.Count, limit)];
        await Parallel.ForAsync(0, page.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel, CancellationToken = ct },
            async (at, stop) => page[at] = await logs.EntryAsync(tenant, id, seqs[at], stop));
        var more = seqs.Count > page.Length;
        return new(id, head.Epoch, [.. page.OfType<Entry>()], more) { Next = more ? seqs[page.Length - 1] : null };
    }

    /// <summary>The first seq at or after a time, or the one after the last: time never goes back, so each read halves what is left.</summary>
    async Task<long> SeqAtAsync(string tenant, string id, Head head, DateTimeOffset time, CancellationToken ct)
    {
        if (time > head.LastTime) return head.Seq + 1;
        var (low, high) = (1L, head.Seq);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            var entry = await conversations.EntryAsync(tenant, id, middle, ct);
            if (entry is null || entry.Time < time) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
