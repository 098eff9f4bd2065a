using Messaging.FunctionsHost.Invocations;
using Messaging.FunctionsHost.Metadata;
using Messaging.FunctionsHost.ServiceBus;
using Messaging.FunctionsHost.Workers;

namespace Messaging.FunctionsHost;

/// <summary>The listeners of every trigger but those that arrive over HTTP; any other type is refused by name.</summary>
sealed class Triggers(
    AppDefinition app, IReadOnlyList<AppInstance> instances, ServiceBusConnections serviceBus, Deliveries deliveries, ILoggerFactory logs)
{
    public IEnumerable<ITriggerListener> Listeners(FunctionInvoker invoker) => invoker.Function.Trigger.Type.ToLowerInvariant() switch
    {
        "servicebustrigger" => instances.Select(instance => ServiceBus(invoker, instance)),
        _ => throw new NotSupportedException($"Trigger type '{invoker.Function.Trigger.Type}' is not supported by this host."),
    };

    ITriggerListener ServiceBus(FunctionInvoker invoker, AppInstance instance)
    {
        var client = serviceBus.Client(invoker.Function.Trigger.Text("connection"));
        var log = logs.CreateLogger($"{app.Name}/{invoker.Function.Name}");
        return new ServiceBusTrigger(invoker, instance, client, deliveries, app.Host.ServiceBus, log).Listener();
    }
}
