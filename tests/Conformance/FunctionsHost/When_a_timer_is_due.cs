using Messaging.FunctionsHost;
using Microsoft.Extensions.Time.Testing;

namespace Messaging.Conformance.FunctionsHost;

public sealed class When_a_timer_is_due : IDisposable
{
    readonly FakeTimeProvider time = new(new(2030, 1, 1, 11, 30, 0, TimeSpan.Zero));
    readonly RecordingLogs logs = new();
    readonly string data = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task It_fires_once_at_each_of_its_times()
    {
        await using var app = await StartAsync("Hourly");

        time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(0, logs.Count("hourly"));
        time.Advance(TimeSpan.FromMinutes(1));
        await logs.Until("hourly, past due: False");
        await UntilNotedAsync("T13:00");
        time.Advance(TimeSpan.FromHours(1));
        await logs.Until("hourly, past due: False", times: 2);

        Assert.Equal(2, logs.Count("hourly"));
    }

    [Fact]
    public async Task A_time_missed_while_the_host_was_down_fires_at_start_as_past_due()
    {
        await using (await StartAsync("Hourly"))
        {
            await UntilNotedAsync("T12:00");
        }

        time.Advance(TimeSpan.FromHours(3));
        await using var app = await StartAsync("Hourly");

        await logs.Until("hourly, past due: True");
        Assert.Equal(1, logs.Count("hourly"));
    }

    [Fact]
    public async Task Run_on_startup_fires_at_once()
    {
        await using var app = await StartAsync("AtStart");

        await logs.Until("at start");
    }

    [Fact]
    public async Task A_failing_run_is_repeated_as_its_retry_policy_says()
    {
        await using var app = await StartAsync("Flaky");

        await logs.Until("retry 0 of 0");
        await AdvanceUntil("retry 1 of 3");
        await AdvanceUntil("retry 2 of 3");

        Assert.Equal(3, logs.Count("sample/Flaky: retry"));
    }

    Task<FunctionApp> StartAsync(string function) =>
        FunctionApp.StartAsync(Sample.Options(function).With("SCHEDULE", "00:00:10") with { Data = data }, logs, time);

    /// <summary>The status file shows that the timer sleeps towards that time.</summary>
    Task UntilNotedAsync(string next) => Sample.Until(() => Task.FromResult(
        Directory.GetFiles(data, "*.json", SearchOption.AllDirectories).Any(file => File.ReadAllText(file).Contains(next))));

    Task AdvanceUntil(string line) => Sample.Until(() =>
    {
        time.Advance(TimeSpan.FromSeconds(1));
        return Task.FromResult(logs.Count(line) > 0);
    });
}
