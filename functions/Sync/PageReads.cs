using System.Collections.Concurrent;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Storage;

namespace Messaging.Sync;

/// <summary>Ten thousand clients that fetch the same gap at the same moment cost one read: whoever asks for a page that is being read
/// waits for that read. Nothing is kept after it.</summary>
public sealed class PageReads(ConversationReader conversations)
{
    readonly ConcurrentDictionary<Page, Lazy<Task<IReadOnlyList<Entry>>>> _underWay = new();

    public Task<IReadOnlyList<Entry>> ReadAsync(string tenant, string conversationId, PageRange range, CancellationToken ct) =>
        _underWay.GetOrAdd(new(tenant, conversationId, range.From, range.To), page => new(() => ReadAsync(page))).Value.WaitAsync(ct);

    // No caller's cancellation may end a read that others wait for.
    async Task<IReadOnlyList<Entry>> ReadAsync(Page page)
    {
        try { return await conversations.EntriesAsync(page.Tenant, page.ConversationId, page.From, page.To, CancellationToken.None); }
        finally { _underWay.TryRemove(page, out _); }
    }

    sealed record Page(string Tenant, string ConversationId, long From, long To);
}
