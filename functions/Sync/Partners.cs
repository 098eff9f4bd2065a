using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Storage;
using Microsoft.Extensions.Caching.Memory;

namespace Messaging.Sync;

/// <summary>Who the other one of a direct conversation is. The two never change, so the answer may be remembered.</summary>
public sealed class Partners(ConversationReader conversations) : IDisposable
{
    const int Remembered = 100_000;

    readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = Remembered });

    public async Task<string?> OfAsync(Caller caller, string conversationId, CancellationToken ct)
    {
        if (_known.TryGetValue<string>((caller, conversationId), out var known)) return known;
        var members = await conversations.MembersAsync(caller.Tenant, conversationId, ct);
        if (members.FirstOrDefault(member => member.User != caller.User)?.User is not { } other) return null;
        return _known.Set((caller, conversationId), other, new MemoryCacheEntryOptions { Size = 1 });
    }

    public void Dispose() => _known.Dispose();
}
