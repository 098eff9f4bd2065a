using Messaging.Contracts;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Sync;

/// <summary>Which entries are asked for: the newest, those before a seq, after one (the seq itself is never among them), around one, or from a time on;
/// of these all, those that a filter lets through, or those of one thread.</summary>
public sealed record PageQuery(long? Before, long? After, int Limit)
{
    public const int DefaultLimit = 50;

    public long? Around { get; init; }
    public DateTimeOffset? At { get; init; }
    public long? Thread { get; init; }
    public EntryFilter? Filter { get; init; }

    public static (PageQuery? Query, IActionResult? Refusal) Of(IQueryCollection query)
    {
        var given = new QueryFields(query);
        var (before, after, around, at) = (given.Seq("before"), given.Seq("after"), given.Seq("around"), given.Time("at"));
        var (thread, limit, filter) = (given.Seq("thread"), given.Seq("limit"), EntryFilter.Of(given));
        if (given.Fault is { } fault) return (null, fault);

        string[] places = [.. new[] { "before", "after", "around", "at" }.Where(query.ContainsKey)];
        if (places.Length > 1) return Refused(places[1], $"Give {places[0]} or {places[1]}, not both.");
        if (limit is < 1 or > Limits.PageEntries) return Refused("limit", $"limit is a whole number from 1 to {Limits.PageEntries}.");
        if (around is not null && (filter is not null || thread is not null)) return Refused("around", "around takes no filter and no thread.");
        if (thread is not null && (filter is not null || places is [not "after"])) return Refused("thread", "A thread is read from its begin, by after and limit alone.");
        return (new(before, after, (int)(limit ?? DefaultLimit)) { Around = around, At = at, Thread = thread, Filter = filter }, null);
    }

    /// <summary>Since seq has no gap, a page is a range of keys.</summary>
    public PageRange In(long headSeq)
    {
        if (After is { } after)
        {
            if (after >= headSeq) return PageRange.Empty;
            var last = Math.Min(headSeq, after + Limit);
            return new(after + 1, last, More: last < headSeq);
        }
        var end = Around is { } middle ? Math.Max(Limit, middle > headSeq ? headSeq : middle + Limit / 2) : (Before ?? long.MaxValue) - 1;
        var to = Math.Min(headSeq, end);
        if (to < 1) return PageRange.Empty;
        var from = Math.Max(1, to - Limit + 1);
        return new(from, to, More: from > 1);
    }

    static (PageQuery?, IActionResult) Refused(string field, string title) => (null, Problems.Invalid(field, title));
}

/// <summary>From and To are part of the page.</summary>
public sealed record PageRange(long From, long To, bool More)
{
    public static PageRange Empty { get; } = new(1, 0, More: false);

    public bool IsEmpty => To < From;
}
