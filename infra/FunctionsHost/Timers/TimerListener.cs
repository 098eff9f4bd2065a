using System.Text.Json;
using Messaging.FunctionsHost.Invocations;
using Messaging.FunctionsHost.Protocol;
using Messaging.FunctionsHost.Workers;

namespace Messaging.FunctionsHost.Timers;

/// <summary>
/// Fires at its times, on one instance of the app only, never twice at once: a run that outlasts the next time lets it
/// pass. A time missed while the host was down fires at start, marked as past due.
/// </summary>
sealed class TimerListener(
    FunctionInvoker invoker, AppInstance instance, TimerSchedule schedule, bool runOnStartup, string? statusFile, RetryPolicy retries, TimeProvider time)
    : ITriggerListener
{
    /// <summary>A timer of .NET takes at most 49 days.</summary>
    static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);

    readonly CancellationTokenSource stopping = new();
    ScheduleStatus? status;
    Task loop = Task.CompletedTask;

    public Task StartAsync(CancellationToken ct)
    {
        status = statusFile is null ? null : ScheduleStatus.Read(statusFile);
        loop = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public ValueTask DisposeAsync()
    {
        stopping.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task RunAsync()
    {
        var now = time.GetUtcNow();
        var missed = status is { } before && before.Next <= now;
        var next = schedule.Next(now);
        if (missed || runOnStartup)
        {
            await FireAsync(missed ? status!.Next : now, next, missed);
        }
        else
        {
            Keep(status?.Last ?? default, next);
        }

        while (true)
        {
            await SleepUntilAsync(next);
            var due = next;
            next = schedule.Next(due);
            await FireAsync(due, next, isPastDue: false);
            next = Later(next, schedule.Next(time.GetUtcNow()));
        }
    }

    /// <summary>A timer may ring a little early, so the clock alone does not say which time it rang for.</summary>
    static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    async Task SleepUntilAsync(DateTimeOffset due)
    {
        for (var left = due - time.GetUtcNow(); left > TimeSpan.Zero; left = due - time.GetUtcNow())
        {
            await Task.Delay(left < LongestSleep ? left : LongestSleep, time, stopping.Token);
        }
    }

    async Task FireAsync(DateTimeOffset due, DateTimeOffset next, bool isPastDue)
    {
        var value = new TypedData { Json = JsonSerializer.Serialize(new { ScheduleStatus = status, IsPastDue = isPastDue }) };
        await retries.RunAsync(
            async retry => await invoker.InvokeAsync(
                await instance.ReadyAsync(stopping.Token), Guid.NewGuid().ToString(), new(value, Retry: retry)),
            stopping.Token);
        Keep(due, next);
    }

    void Keep(DateTimeOffset last, DateTimeOffset next)
    {
        if (statusFile is not null)
        {
            status = new(last, next, time.GetUtcNow());
            status.Write(statusFile);
        }
    }
}
