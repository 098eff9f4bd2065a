using Microsoft.Extensions.Caching.Memory;

namespace Messaging.Presence;

/// <summary>Answers that hold for a while, bounded, in this process only. However many want one at the same time, it is asked for once.</summary>
public sealed class Remembered<TKey, TAnswer>(TimeSpan whileLong, int capacity, TimeProvider time) : IDisposable where TKey : notnull
{
    readonly MemoryCache _answers = new(new MemoryCacheOptions { SizeLimit = capacity });
    readonly Lock _gate = new();

    public Task<TAnswer> GetAsync(TKey key, Func<Task<TAnswer>> ask)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_answers.TryGetValue<(Task<TAnswer> Answer, DateTimeOffset Until)>(key, out var known)
                && now < known.Until && !known.Answer.IsFaulted && !known.Answer.IsCanceled) return known.Answer;
            var answer = ask();
            _answers.Set(key, (answer, now + whileLong), new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = whileLong });
            return answer;
        }
    }

    public void Dispose() => _answers.Dispose();
}
