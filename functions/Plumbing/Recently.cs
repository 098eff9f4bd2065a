using Microsoft.Extensions.Caching.Memory;

namespace Messaging.Plumbing;

/// <summary>A bounded memory of what happened within the last while, in this process only. What it forgets early is done once more.</summary>
public sealed class Recently<TKey>(TimeSpan whileLong, int capacity, TimeProvider time) : IDisposable where TKey : notnull
{
    readonly MemoryCache _until = new(new MemoryCacheOptions { SizeLimit = capacity });

    public bool Contains(TKey key) => _until.TryGetValue<DateTimeOffset>(key, out var until) && time.GetUtcNow() < until;

    public void Add(TKey key) => _until.Set(key, time.GetUtcNow() + whileLong,
        new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = whileLong });

    public void Remove(TKey key) => _until.Remove(key);

    public void Dispose() => _until.Dispose();
}
