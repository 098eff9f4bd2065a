using Azure.Messaging.ServiceBus;

namespace Messaging.FunctionsHost.ServiceBus;

/// <summary>One message of a batch. The SDK does not keep track of settlement here, so this does.</summary>
sealed class ReceiverActions(ServiceBusReceiver receiver, ServiceBusReceivedMessage message) : IMessageActions
{
    public bool Settled { get; private set; }

    public Task CompleteAsync(CancellationToken ct) => SettleAsync(receiver.CompleteMessageAsync(message, ct));

    public Task AbandonAsync(IDictionary<string, object>? properties, CancellationToken ct) =>
        SettleAsync(receiver.AbandonMessageAsync(message, properties, ct));

    public Task DeadLetterAsync(Dictionary<string, object>? properties, string? reason, string? description, CancellationToken ct) =>
        SettleAsync(properties is null
            ? receiver.DeadLetterMessageAsync(message, reason, description, ct)
            : receiver.DeadLetterMessageAsync(message, properties, reason, description, ct));

    public Task DeferAsync(IDictionary<string, object>? properties, CancellationToken ct) =>
        SettleAsync(receiver.DeferMessageAsync(message, properties, ct));

    public Task RenewLockAsync(CancellationToken ct) =>
        receiver is ServiceBusSessionReceiver ? throw SessionMessages.HaveNoLockOfTheirOwn() : receiver.RenewMessageLockAsync(message, ct);

    async Task SettleAsync(Task settlement)
    {
        await settlement;
        Settled = true;
    }
}
