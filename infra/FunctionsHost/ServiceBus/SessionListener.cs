using Azure.Messaging.ServiceBus;
using Messaging.FunctionsHost.Invocations;

namespace Messaging.FunctionsHost.ServiceBus;

/// <summary>One message an invocation, in order within a session, up to maxConcurrentSessions sessions at a time.</summary>
sealed class SessionListener : ITriggerListener
{
    readonly ServiceBusTrigger trigger;
    readonly ServiceBusSessionProcessor processor;

    public SessionListener(ServiceBusTrigger trigger)
    {
        this.trigger = trigger;
        processor = trigger.Client.CreateSessionProcessor(trigger.EntityPath, new ServiceBusSessionProcessorOptions
        {
            AutoCompleteMessages = trigger.AutoComplete,
            MaxConcurrentSessions = trigger.Options.MaxConcurrentSessions,
            MaxConcurrentCallsPerSession = trigger.Options.MaxConcurrentCallsPerSession,
            MaxAutoLockRenewalDuration = trigger.Options.MaxAutoLockRenewalDuration,
            PrefetchCount = trigger.Options.PrefetchCount,
            SessionIdleTimeout = trigger.Options.SessionIdleTimeout,
        });
        processor.ProcessMessageAsync += ProcessAsync;
        processor.ProcessErrorAsync += error => trigger.ReportAsync(error);
    }

    public Task StartAsync(CancellationToken ct) => processor.StartProcessingAsync(ct);

    public Task StopAsync() => processor.StopProcessingAsync();

    public ValueTask DisposeAsync() => processor.DisposeAsync();

    async Task ProcessAsync(ProcessSessionMessageEventArgs delivery)
    {
        var worker = await trigger.ReadyAsync(delivery.CancellationToken);
        var lockToken = delivery.Message.LockToken;
        var actions = new SessionProcessorActions(delivery);
        trigger.Deliveries.Add(lockToken, actions);
        trigger.Deliveries.AddSession(delivery.SessionId, actions);
        try
        {
            trigger.ThrowIfFailed(await trigger.InvokeAsync(worker, delivery.Message, actions));
        }
        finally
        {
            trigger.Deliveries.Remove(lockToken);
            trigger.Deliveries.RemoveSession(delivery.SessionId, actions);
        }
    }
}
