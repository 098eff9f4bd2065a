using System.Threading.RateLimiting;
using Messaging.FunctionsHost.Metadata;
using Microsoft.AspNetCore.RateLimiting;

namespace Messaging.FunctionsHost.Http;

static class RequestLimit
{
    /// <summary>One limit for the whole app, first come first served.</summary>
    public static void Configure(RateLimiterOptions limiter, HttpOptions options)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        if (options is { MaxConcurrentRequests: < 1, MaxOutstandingRequests: < 1 })
        {
            return;
        }

        var outstanding = options.MaxOutstandingRequests < 1 ? int.MaxValue : options.MaxOutstandingRequests;
        var concurrent = options.MaxConcurrentRequests < 1 ? outstanding : Math.Min(options.MaxConcurrentRequests, outstanding);
        var limit = new ConcurrencyLimiterOptions { PermitLimit = concurrent, QueueLimit = outstanding - concurrent };
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, int>(_ => RateLimitPartition.GetConcurrencyLimiter(0, _ => limit));
    }
}
