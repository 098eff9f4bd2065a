using Messaging.FunctionsHost;

namespace Messaging.Conformance.FunctionsHost;

public sealed class When_host_json_limits_what_runs : IAsyncLifetime
{
    Bus bus = null!;

    public async Task InitializeAsync() => bus = await Bus.StartAsync();

    public async Task DisposeAsync() => await bus.DisposeAsync();

    [Theory]
    [InlineData("1", "work 1000 1", "work 1 1")]
    [InlineData("2", "work 1 1", "work 1000 1")]
    public async Task No_more_calls_run_at_once_than_it_says(string calls, string first, string second)
    {
        await bus.SendAsync("work", "1000", "1");
        await using var app = await StartAsync("OnWork", ("maxConcurrentCalls", calls));

        Assert.Equal([first, second], await bus.SeenAsync(2));
    }

    [Fact]
    public async Task A_batch_holds_no_more_than_it_says_and_one_runs_at_a_time()
    {
        await bus.SendAsync("slow-texts", "600", "600", "1", "1", "1");
        await using var app = await StartAsync("OnSlowTexts", ("maxMessageBatchSize", "2"));

        Assert.Equal(["600,600", "1,1", "1"], await bus.SeenAsync(3));
    }

    [Fact]
    public async Task One_session_waits_for_another_when_it_allows_one_at_a_time()
    {
        await bus.SendToSessionAsync("session", "a", "1", "2");
        await bus.SendToSessionAsync("session", "b", "1");
        await using var app = await StartAsync("Session", ("maxConcurrentSessions", "1"));

        Assert.Equal(["session a 1", "session a 12", "session b 1"], await bus.SeenAsync(3));
    }

    [Fact]
    public async Task A_lock_is_renewed_while_the_function_runs()
    {
        await bus.SendAsync("short-locks", "3000");
        await using var app = await FunctionApp.StartAsync(Options("OnWork").With("WORK_QUEUE", "short-locks"));

        Assert.Equal("work 3000 1", await bus.SeenAsync());
        await bus.UntilAsync("short-locks", left => left.Count == 0);
    }

    [Fact]
    public async Task A_lock_that_may_not_be_renewed_is_lost_and_the_message_comes_again()
    {
        await bus.SendAsync("short-locks", "3000");
        var options = Options("OnWork", ("maxAutoLockRenewalDuration", "00:00:00")).With("WORK_QUEUE", "short-locks");
        await using var app = await FunctionApp.StartAsync(options);

        Assert.Equal(["work 3000 1", "work 3000 2"], await bus.SeenAsync(2));
    }

    Task<FunctionApp> StartAsync(string function, params (string Option, string Value)[] options) => FunctionApp.StartAsync(Options(function, options));

    FunctionAppOptions Options(string function, params (string Option, string Value)[] options) => options.Aggregate(
        bus.Options(function), (all, it) => all.With($"AzureFunctionsJobHost__extensions__serviceBus__{it.Option}", it.Value));
}
