using Messaging.Contracts.Client;

namespace Messaging.Sync;

static class Lists
{
    /// <summary>Those touched last, after the large ones, which are touched only when the user joins.</summary>
    public static IReadOnlyList<Hint> Newest(this IEnumerable<Hint> hints, int count) =>
        [.. hints.Where(hint => !hint.Removed).OrderByDescending(hint => hint.Large).ThenByDescending(hint => hint.Touched).Take(count)];

    public static IReadOnlyList<ConversationSummary> LatestFirst(this IReadOnlyDictionary<string, ConversationSummary> summaries) =>
        [.. summaries.Values.OrderByDescending(summary => summary.LastActivity).ThenBy(summary => summary.ConversationId, StringComparer.Ordinal)];
}
