using Messaging.FunctionsHost.Invocations;
using Messaging.FunctionsHost.Metadata;
using Messaging.FunctionsHost.ServiceBus;
using Messaging.FunctionsHost.Timers;
using Messaging.FunctionsHost.Workers;

namespace Messaging.FunctionsHost;

/// <summary>The listeners of every trigger but those that arrive over HTTP; any other type is refused by name.</summary>
sealed class Triggers(
    AppDefinition app,
    FunctionAppOptions options,
    IReadOnlyList<AppInstance> instances,
    ServiceBusConnections serviceBus,
    Deliveries deliveries,
    ILoggerFactory logs,
    TimeProvider time)
{
    public IEnumerable<ITriggerListener> Listeners(FunctionInvoker invoker) => invoker.Function.Trigger.Type.ToLowerInvariant() switch
    {
        "servicebustrigger" => instances.Select(instance => ServiceBus(invoker, instance)),
        "timertrigger" => [Timer(invoker)],
        _ => throw new NotSupportedException($"Trigger type '{invoker.Function.Trigger.Type}' is not supported by this host."),
    };

    ITriggerListener ServiceBus(FunctionInvoker invoker, AppInstance instance)
    {
        var client = serviceBus.Client(invoker.Function.Trigger.Text("connection"));
        var log = logs.CreateLogger($"{app.Name}/{invoker.Function.Name}");
        return new ServiceBusTrigger(invoker, instance, client, deliveries, app.Host.ServiceBus, log).Listener();
    }

    ITriggerListener Timer(FunctionInvoker invoker)
    {
        var trigger = invoker.Function.Trigger;
        var zone = app.Settings["WEBSITE_TIME_ZONE"] is { } id ? TimeZoneInfo.FindSystemTimeZoneById(id) : TimeZoneInfo.Utc;
        var schedule = new TimerSchedule(trigger.Require("schedule"), zone);
        var monitored = (trigger.Flag("useMonitor") ?? true) && options.Data is not null && !schedule.IsFrequent(time.GetUtcNow());
        return new TimerListener(
            invoker,
            instances[0],
            schedule,
            trigger.Flag("runOnStartup") ?? false,
            monitored ? Path.Combine(options.Data!, "timers", $"{app.Name}.{invoker.Function.Name}.json") : null,
            new RetryPolicy(invoker.Function.Retry, time, Random.Shared),
            time);
    }
}
