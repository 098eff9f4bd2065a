using FsCheck.Xunit;
using Google.Protobuf.WellKnownTypes;
using Messaging.FunctionsHost.Invocations;
using Messaging.FunctionsHost.Protocol;

namespace Messaging.Unit.FunctionsHost;

public sealed class When_a_function_is_retried
{
    static readonly TimeSpan Shortest = TimeSpan.FromSeconds(4);
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    readonly RpcRetryOptions exponential = new()
    {
        MaxRetryCount = -1,
        RetryStrategy = RpcRetryOptions.Types.RetryStrategy.ExponentialBackoff,
        MinimumInterval = Shortest.ToDuration(),
        MaximumInterval = Longest.ToDuration(),
    };

    [Property]
    public bool A_growing_delay_stays_between_its_bounds(ushort retry, int seed)
    {
        var delay = new RetryPolicy(exponential, TimeProvider.System, new(seed)).DelayBefore(retry + 1);

        return delay >= Shortest && delay <= Longest;
    }

    [Fact]
    public void A_growing_delay_grows()
    {
        var policy = new RetryPolicy(exponential, TimeProvider.System, new(1));

        Assert.True(policy.DelayBefore(3) > policy.DelayBefore(1));
    }

    [Theory]
    [InlineData(0, 3, 1)]
    [InlineData(2, 3, 3)]
    [InlineData(9, 3, 4)]
    public async Task It_runs_until_it_succeeds_or_has_no_retries_left(int failures, int retries, int expected)
    {
        var options = new RpcRetryOptions
        {
            MaxRetryCount = retries,
            RetryStrategy = RpcRetryOptions.Types.RetryStrategy.FixedDelay,
            DelayInterval = TimeSpan.Zero.ToDuration(),
        };
        var told = new List<int?>();

        await new RetryPolicy(options, TimeProvider.System, new(1)).RunAsync(
            retry =>
            {
                told.Add(retry?.RetryCount);
                return Task.FromResult(new InvocationResult(told.Count <= failures ? "no" : null));
            },
            CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, expected).Select(count => count == 0 ? (int?)null : count), told);
    }

    [Fact]
    public async Task Without_a_policy_it_runs_once()
    {
        var runs = 0;

        await new RetryPolicy(null, TimeProvider.System, new(1)).RunAsync(
            _ => Task.FromResult(new InvocationResult($"no {++runs}")), CancellationToken.None);

        Assert.Equal(1, runs);
    }
}
