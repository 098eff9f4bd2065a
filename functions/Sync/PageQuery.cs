using System.Globalization;
using Messaging.Contracts;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Sync;

/// <summary>Which entries are asked for: the newest, those before a seq, or those after one; the seq itself is never among them.</summary>
public sealed record PageQuery(long? Before, long? After, int Limit)
{
    public const int DefaultLimit = 50;

    public static (PageQuery? Query, IActionResult? Refusal) Of(IQueryCollection query)
    {
        if (!TryRead(query, "before", out var before)) return NotASeq("before");
        if (!TryRead(query, "after", out var after)) return NotASeq("after");
        if (before is not null && after is not null) return (null, Problems.Invalid("after", "Give before or after, not both."));
        if (!TryRead(query, "limit", out var limit) || limit is < 1 or > Limits.PageEntries)
            return (null, Problems.Invalid("limit", $"limit is a whole number from 1 to {Limits.PageEntries}."));
        return (new(before, after, (int)(limit ?? DefaultLimit)), null);
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
        var to = Math.Min(headSeq, (Before ?? long.MaxValue) - 1);
        if (to < 1) return PageRange.Empty;
        var from = Math.Max(1, to - Limit + 1);
        return new(from, to, More: from > 1);
    }

    static bool TryRead(IQueryCollection query, string field, out long? value)
    {
        value = null;
        if (!query.TryGetValue(field, out var given)) return true;
        if (!long.TryParse(given.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        value = number;
        return true;
    }

    static (PageQuery?, IActionResult) NotASeq(string field) => (null, Problems.Invalid(field, $"{field} is a seq: a whole number, not negative."));
}

/// <summary>From and To are part of the page.</summary>
public sealed record PageRange(long From, long To, bool More)
{
    public static PageRange Empty { get; } = new(1, 0, More: false);

    public bool IsEmpty => To < From;
}
