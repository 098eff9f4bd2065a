using Azure.Messaging.ServiceBus;
using Messaging.FunctionsHost.Workers;

namespace Messaging.FunctionsHost.ServiceBus;

/// <summary>
/// One received batch: invoked once, then settled as a whole, except what the function has settled itself.
/// Its locks are not renewed, as in the official extension.
/// </summary>
sealed class Batch(ServiceBusTrigger trigger, ServiceBusReceiver receiver, IReadOnlyList<ServiceBusReceivedMessage> messages)
{
    readonly (string LockToken, ReceiverActions Actions)[] deliveries =
        [.. messages.Select(message => (message.LockToken, new ReceiverActions(receiver, message)))];

    public async Task RunAsync(Worker worker, ISessionActions? session)
    {
        foreach (var (lockToken, actions) in deliveries)
        {
            trigger.Deliveries.Add(lockToken, actions);
        }

        try
        {
            var result = await trigger.InvokeAsync(worker, messages, session);
            await SettleAsync(result.Succeeded);
        }
        finally
        {
            foreach (var (lockToken, _) in deliveries)
            {
                trigger.Deliveries.Remove(lockToken);
            }
        }
    }

    /// <summary>Failure abandons whatever autoComplete says; success without autoComplete does nothing.</summary>
    Task SettleAsync(bool succeeded)
    {
        var open = deliveries.Where(delivery => !delivery.Actions.Settled);
        return (succeeded, trigger.AutoComplete) switch
        {
            (true, true) => Task.WhenAll(open.Select(delivery => delivery.Actions.CompleteAsync(CancellationToken.None))),
            (true, false) => Task.CompletedTask,
            _ => Task.WhenAll(open.Select(delivery => delivery.Actions.AbandonAsync(null, CancellationToken.None))),
        };
    }
}
