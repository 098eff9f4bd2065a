using Azure.Messaging.ServiceBus;
using Messaging.FunctionsHost.Invocations;

namespace Messaging.FunctionsHost.ServiceBus;

/// <summary>One message an invocation, up to maxConcurrentCalls at a time; the SDK's processor settles and renews.</summary>
sealed class MessageListener : ITriggerListener
{
    readonly ServiceBusTrigger trigger;
    readonly ServiceBusProcessor processor;

    public MessageListener(ServiceBusTrigger trigger)
    {
        this.trigger = trigger;
        processor = trigger.Client.CreateProcessor(trigger.EntityPath, new ServiceBusProcessorOptions
        {
            AutoCompleteMessages = trigger.AutoComplete,
            MaxConcurrentCalls = trigger.Options.MaxConcurrentCalls,
            MaxAutoLockRenewalDuration = trigger.Options.MaxAutoLockRenewalDuration,
            PrefetchCount = trigger.Options.PrefetchCount,
        });
        processor.ProcessMessageAsync += ProcessAsync;
        processor.ProcessErrorAsync += error => trigger.ReportAsync(error);
    }

    public Task StartAsync(CancellationToken ct) => processor.StartProcessingAsync(ct);

    public Task StopAsync() => processor.StopProcessingAsync();

    public ValueTask DisposeAsync() => processor.DisposeAsync();

    async Task ProcessAsync(ProcessMessageEventArgs delivery)
    {
        var worker = await trigger.ReadyAsync(delivery.CancellationToken);
        var lockToken = delivery.Message.LockToken;
        trigger.Deliveries.Add(lockToken, new ProcessorActions(delivery));
        try
        {
            trigger.ThrowIfFailed(await trigger.InvokeAsync(worker, delivery.Message, session: null));
        }
        finally
        {
            trigger.Deliveries.Remove(lockToken);
        }
    }
}
