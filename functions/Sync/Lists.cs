using System.Text.Json.Serialization;
using Messaging.Contracts.Client;

namespace Messaging.Sync;

/// <summary>A hint's place in the order of an answer: large conversations first, which are touched only when the user joins, then those touched last.</summary>
public sealed record HintPlace(
    [property: JsonPropertyName("l")] bool Large, [property: JsonPropertyName("t")] long Touched, [property: JsonPropertyName("i")] string Id) : IComparable<HintPlace>
{
    public static HintPlace Of(Hint hint) => new(hint.Large, hint.Touched.UtcTicks, hint.ConversationId);

    public int CompareTo(HintPlace? other) => other is null ? 1
        : Large != other.Large ? other.Large.CompareTo(Large)
        : Touched != other.Touched ? other.Touched.CompareTo(Touched)
        : string.CompareOrdinal(Id, other.Id);
}

static class Lists
{
    /// <summary>So many after a place. A hint that is touched meanwhile moves to the front, where the next round finds it: none falls between two pages.</summary>
    public static IReadOnlyList<Hint> Page(this IEnumerable<Hint> hints, HintPlace? after, int count) =>
        [.. hints.Where(hint => after is null || HintPlace.Of(hint).CompareTo(after) > 0).OrderBy(HintPlace.Of).Take(count)];

    public static IEnumerable<Hint> OfMembers(this IEnumerable<Hint> hints) => hints.Where(hint => !hint.Removed);

    public static IReadOnlyList<ConversationSummary> LatestFirst(this IEnumerable<ConversationSummary> summaries) =>
        [.. summaries.OrderByDescending(summary => summary.LastActivity).ThenBy(summary => summary.ConversationId, StringComparer.Ordinal)];
}
