using Messaging.Contracts;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Sync;

/// <summary>A page of a list: what comes after something, the first so many.</summary>
public sealed record ListQuery(string? After, int Limit)
{
    public const int DefaultLimit = 100;

    /// <param name="query">Fields <c>after</c> and <c>limit</c>.</param>
    /// <param name="afterCharacters">That <c>after</c> may have.</param>
    public static (ListQuery? Query, IActionResult? Refusal) Of(IQueryCollection query, int afterCharacters = Limits.IdCharacters)
    {
        var given = new QueryFields(query);
        var (after, limit) = (given.Text("after", afterCharacters), given.Seq("limit"));
        if (given.Fault is { } fault) return (null, fault);
        return limit is < 1 or > Limits.PageMembers
            ? (null, Problems.Invalid("limit", $"limit is a whole number from 1 to {Limits.PageMembers}."))
            : (new(after, (int)(limit ?? DefaultLimit)), null);
    }

    /// <summary>Of one row more than a page holds: the page, and its last row if there is another page.</summary>
    public (IReadOnlyList<T> Page, T? Last) Cut<T>(IReadOnlyList<T> found) where T : class =>
        found.Count > Limit ? ([.. found.Take(Limit)], found[Limit - 1]) : (found, null);
}
