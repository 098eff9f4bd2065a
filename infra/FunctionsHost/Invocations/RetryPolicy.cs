using Messaging.FunctionsHost.Protocol;

namespace Messaging.FunctionsHost.Invocations;

/// <summary>Runs a failed function again in place, as its <c>FixedDelayRetry</c> or <c>ExponentialBackoffRetry</c> attribute says.</summary>
sealed class RetryPolicy(RpcRetryOptions? options, TimeProvider time, Random random)
{
    /// <summary>A maximum of -1 means for ever.</summary>
    int MaxRetries => options?.MaxRetryCount ?? 0;

    /// <param name="attempt">Gets null first, then what the worker is told about the retry.</param>
    /// <param name="attemptAllowed">Cancelled when no further attempt may start.</param>
    public async Task<InvocationResult> RunAsync(Func<RetryContext?, Task<InvocationResult>> attempt, CancellationToken attemptAllowed)
    {
        var result = await attempt(null);
        for (var retry = 1; !result.Succeeded && (MaxRetries < 0 || retry <= MaxRetries); retry++)
        {
            await Task.Delay(DelayBefore(retry), time, attemptAllowed);
            result = await attempt(new()
            {
                RetryCount = retry,
                MaxRetryCount = MaxRetries,
                Exception = new() { Message = result.Failure },
            });
        }

        return result;
    }

    /// <summary>Exponential: doubling from the minimum to the maximum, spread by a fifth so that retries do not march in step.</summary>
    internal TimeSpan DelayBefore(int retry)
    {
        if (options!.RetryStrategy == RpcRetryOptions.Types.RetryStrategy.FixedDelay)
        {
            return options.DelayInterval.ToTimeSpan();
        }

        var (shortest, longest) = (options.MinimumInterval.ToTimeSpan(), options.MaximumInterval.ToTimeSpan());
        var spread = 0.8 + (0.4 * random.NextDouble());
        var grown = shortest * Math.Pow(2, Math.Min(retry - 1, 30)) * spread;
        return grown < shortest ? shortest : grown > longest ? longest : grown;
    }
}
