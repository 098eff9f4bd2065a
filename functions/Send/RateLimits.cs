using System.Threading.RateLimiting;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Microsoft.Extensions.Options;

namespace Messaging.Send;

/// <summary>How many commands a user and a tenant may send through this instance; a bucket of tokens each, so that bursts pass.</summary>
public sealed class RateLimits(IOptions<SendOptions> options) : IDisposable
{
    readonly PartitionedRateLimiter<Caller> _limits = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<Caller, Caller>(caller => Bucket(caller, options.Value.UserRate, options.Value.UserBurst)),
        PartitionedRateLimiter.Create<Caller, string>(caller => Bucket(caller.Tenant, options.Value.TenantRate, options.Value.TenantBurst)));

    /// <summary>Null when they may pass; otherwise whole seconds after which to try again.</summary>
    public int? RetryAfter(Caller caller, int commands)
    {
        // A request of more commands than a bucket ever holds takes all of it.
        using var lease = _limits.AttemptAcquire(caller, Math.Min(commands, Math.Min(options.Value.UserBurst, options.Value.TenantBurst)));
        return lease.IsAcquired ? null : lease.RetryAfter();
    }

    public void Dispose() => _limits.Dispose();

    static RateLimitPartition<T> Bucket<T>(T whose, int rate, int burst) => RateLimitPartition.GetTokenBucketLimiter(whose, _ => new()
    {
        TokensPerPeriod = rate,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        TokenLimit = burst,
    });
}
