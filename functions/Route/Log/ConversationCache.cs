using Messaging.Plumbing.Storage;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Messaging.Route.Log;

/// <summary>Never trusted, only tried: what is stale in it fails the next commit and is dropped.</summary>
public sealed class ConversationCache(IOptions<RouteOptions> options) : IDisposable
{
    readonly MemoryCache _conversations = new(new MemoryCacheOptions { SizeLimit = options.Value.CachedRows });

    public Conversation? Find(ConversationKey key) => _conversations.Get<Conversation>(key);

    public void Keep(ConversationKey key, Conversation conversation) =>
        _conversations.Set(key, conversation, new MemoryCacheEntryOptions { Size = 1 + conversation.Members.Count });

    /// <summary>The next commit stores it; until then a process that forgets it renews once more.</summary>
    public void Renewed(ConversationKey key, Head head, DateTimeOffset until)
    {
        if (Find(key) is { } kept && kept.Head?.ETag == head.ETag) Keep(key, kept with { Head = head with { GroupsUntil = until } });
    }

    public void Drop(ConversationKey key) => _conversations.Remove(key);

    public void Dispose() => _conversations.Dispose();
}
