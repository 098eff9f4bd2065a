using Messaging.Contracts.Client;

namespace Messaging.Sync;

static class Lists
{
    /// <summary>The conversations touched last.</summary>
    public static IReadOnlyList<string> Newest(this IEnumerable<Hint> hints, int count) =>
        [.. hints.Where(hint => !hint.Removed).OrderByDescending(hint => hint.Touched).Take(count).Select(hint => hint.ConversationId)];

    public static IReadOnlyList<ConversationSummary> LatestFirst(this IReadOnlyDictionary<string, ConversationSummary> summaries) =>
        [.. summaries.Values.OrderByDescending(summary => summary.LastActivity).ThenBy(summary => summary.ConversationId, StringComparer.Ordinal)];
}
