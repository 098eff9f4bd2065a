using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Messaging.SampleApp;

public sealed class TimerFunctions(ILogger<TimerFunctions> log)
{
    [Function("Hourly")]
    public void Hourly([TimerTrigger("0 0 * * * *")] TimerInfo timer) => log.LogInformation("hourly, past due: {PastDue}", timer.IsPastDue);

    [Function("AtStart")]
    public void AtStart([TimerTrigger("%SCHEDULE%", RunOnStartup = true)] TimerInfo timer) => log.LogInformation("at start");

    [Function("Flaky")]
    [FixedDelayRetry(3, "00:00:05")]
    public void Flaky([TimerTrigger("0 0 * * * *", RunOnStartup = true)] TimerInfo timer, FunctionContext context)
    {
        log.LogInformation("retry {Count} of {Max}", context.RetryContext?.RetryCount ?? 0, context.RetryContext?.MaxRetryCount ?? 0);
        if (context.RetryContext is not { RetryCount: 2 })
        {
            throw new InvalidOperationException("as asked");
        }
    }
}
