using Azure.Messaging.ServiceBus;

namespace Messaging.FunctionsHost.ServiceBus;

/// <summary>Up to maxMessageBatchSize messages an invocation, one batch at a time.</summary>
sealed class BatchListener(ServiceBusTrigger trigger) : ReceiveLoop(trigger)
{
    readonly ServiceBusReceiver receiver =
        trigger.Client.CreateReceiver(trigger.EntityPath, new ServiceBusReceiverOptions { PrefetchCount = trigger.Options.PrefetchCount });

    public override async ValueTask DisposeAsync()
    {
        await receiver.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async Task RoundAsync(CancellationToken stopping)
    {
        var worker = await Trigger.ReadyAsync(stopping);
        var messages = await receiver.ReceiveMessagesAsync(Trigger.Options.MaxMessageBatchSize, maxWaitTime: null, stopping);
        if (messages.Count > 0)
        {
            await new Batch(Trigger, receiver, messages).RunAsync(worker, session: null);
        }
    }
}
