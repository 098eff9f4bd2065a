using Azure.Messaging.ServiceBus;

namespace Messaging.FunctionsHost.ServiceBus;

/// <summary>Batches of one session after another: one session and one batch at a time, whatever maxConcurrentSessions says.</summary>
sealed class SessionBatchListener(ServiceBusTrigger trigger) : ReceiveLoop(trigger)
{
    protected override async Task RoundAsync(CancellationToken stopping)
    {
        await Trigger.ReadyAsync(stopping);
        if (await AcceptAsync(stopping) is not { } receiver)
        {
            return;
        }

        await using (receiver)
        {
            await DrainAsync(receiver, stopping);
        }
    }

    /// <summary>Null when no session has had messages for a while.</summary>
    async Task<ServiceBusSessionReceiver?> AcceptAsync(CancellationToken stopping)
    {
        try
        {
            return await Trigger.Client.AcceptNextSessionAsync(
                Trigger.EntityPath, new() { PrefetchCount = Trigger.Options.PrefetchCount }, stopping);
        }
        catch (ServiceBusException none) when (none.Reason == ServiceBusFailureReason.ServiceTimeout)
        {
            return null;
        }
    }

    async Task DrainAsync(ServiceBusSessionReceiver receiver, CancellationToken stopping)
    {
        var session = new SessionReceiverActions(receiver);
        Trigger.Deliveries.AddSession(receiver.SessionId, session);
        try
        {
            while (!session.Released && await NextBatchAsync(receiver, stopping) is { Count: > 0 } messages)
            {
                await new Batch(Trigger, receiver, messages).RunAsync(await Trigger.ReadyAsync(stopping), session);
            }
        }
        finally
        {
            Trigger.Deliveries.RemoveSession(receiver.SessionId, session);
        }
    }

    async Task<IReadOnlyList<ServiceBusReceivedMessage>> NextBatchAsync(ServiceBusSessionReceiver receiver, CancellationToken stopping) =>
        await receiver.ReceiveMessagesAsync(Trigger.Options.MaxMessageBatchSize, Trigger.Options.SessionIdleTimeout, stopping);
}
