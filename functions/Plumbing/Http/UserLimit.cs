using System.Threading.RateLimiting;
using Messaging.Plumbing.Auth;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Messaging.Plumbing.Http;

/// <summary>A token bucket per user, over all of the user's devices, in this process: so many at once, and after these one more each time.</summary>
public sealed class UserLimit(int burst, TimeSpan every) : IDisposable
{
    readonly PartitionedRateLimiter<string> _buckets = PartitionedRateLimiter.Create<string, string>(
        user => RateLimitPartition.GetTokenBucketLimiter(user, _ => new() { TokenLimit = burst, TokensPerPeriod = 1, ReplenishmentPeriod = every }));

    /// <param name="user">By the name that SignalR knows.</param>
    /// <param name="tokens">At most the burst.</param>
    public bool Allows(string user, int tokens = 1)
    {
        using var lease = _buckets.AttemptAcquire(user, tokens);
        return lease.IsAcquired;
    }

    /// <summary>429 with Retry-After, or null.</summary>
    public IActionResult? Refuse(Caller caller, HttpRequest request, string title, int tokens = 1)
    {
        using var lease = _buckets.AttemptAcquire(caller.SignalRUser, tokens);
        return lease.IsAcquired ? null : Problems.TooManyRequests(request, lease.RetryAfter(), title);
    }

    public void Dispose() => _buckets.Dispose();
}
