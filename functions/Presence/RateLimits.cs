using System.Threading.RateLimiting;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Messaging.Presence;

/// <summary>Token buckets per user, over all of the user's devices, in this process. A user within them notices nothing of them.</summary>
public sealed class RateLimits(IOptions<PresenceOptions> options) : IDisposable
{
    /// <summary>Users that cost as much as one call: a watch or a query of 500 takes eleven tokens.</summary>
    const int UsersPerToken = 50;

    readonly PartitionedRateLimiter<string> _statuses = Buckets(options.Value.StatusBurst, options.Value.StatusEvery);
    readonly PartitionedRateLimiter<string> _queries = Buckets(options.Value.CallBurst, options.Value.CallEvery);
    readonly PartitionedRateLimiter<string> _calls = Buckets(options.Value.CallBurst, options.Value.CallEvery);

    /// <summary>429 with Retry-After, or null.</summary>
    public IActionResult? RefuseStatus(Caller caller, HttpRequest request) => Refuse(_statuses, caller, request, tokens: 1);

    public IActionResult? RefuseQuery(Caller caller, HttpRequest request, int users) => Refuse(_queries, caller, request, 1 + users / UsersPerToken);

    /// <summary>Whether the hub method may be called now.</summary>
    public bool MayCall(Connection device, int users = 0)
    {
        using var lease = _calls.AttemptAcquire(device.SignalRUser, 1 + users / UsersPerToken);
        return lease.IsAcquired;
    }

    public void Dispose()
    {
        _statuses.Dispose();
        _queries.Dispose();
        _calls.Dispose();
    }

    static IActionResult? Refuse(PartitionedRateLimiter<string> limiter, Caller caller, HttpRequest request, int tokens)
    {
        using var lease = limiter.AttemptAcquire(caller.SignalRUser, tokens);
        return lease.IsAcquired ? null
            : Problems.TooManyRequests(request, lease.RetryAfter(), "You do this too often; Retry-After says when it is taken again.");
    }

    static PartitionedRateLimiter<string> Buckets(int burst, TimeSpan every) => PartitionedRateLimiter.Create<string, string>(
        user => RateLimitPartition.GetTokenBucketLimiter(user, _ => new() { TokenLimit = burst, TokensPerPeriod = 1, ReplenishmentPeriod = every, QueueLimit = 0 }));
}
