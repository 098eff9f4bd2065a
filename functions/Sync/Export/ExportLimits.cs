using System.Threading.RateLimiting;
using Messaging.Plumbing.Auth;
using Messaging.Plumbing.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Messaging.Sync.Export;

/// <summary>How often a user may read all there is, through this instance: an export or an audit is thousands of reads.</summary>
public sealed class ExportLimits(IOptions<SyncOptions> options) : IDisposable
{
    readonly PartitionedRateLimiter<string> _exports = PartitionedRateLimiter.Create<string, string>(
        user => RateLimitPartition.GetTokenBucketLimiter(user, _ => new()
        {
            TokenLimit = options.Value.ExportBurst,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = options.Value.ExportEvery,
        }));

    /// <summary>429 with Retry-After, or null.</summary>
    public IActionResult? Refuse(Caller caller, HttpRequest request)
    {
        using var lease = _exports.AttemptAcquire(caller.SignalRUser);
        return lease.IsAcquired ? null
            : Problems.TooManyRequests(request, lease.RetryAfter(), "You export too often. Try again after the seconds in Retry-After.");
    }

    public void Dispose() => _exports.Dispose();
}
