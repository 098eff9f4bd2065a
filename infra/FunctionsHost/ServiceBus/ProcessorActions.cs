using Azure.Messaging.ServiceBus;

namespace Messaging.FunctionsHost.ServiceBus;

sealed class ProcessorActions(ProcessMessageEventArgs delivery) : IMessageActions
{
    public Task CompleteAsync(CancellationToken ct) => delivery.CompleteMessageAsync(delivery.Message, ct);

    public Task AbandonAsync(IDictionary<string, object>? properties, CancellationToken ct) =>
        delivery.AbandonMessageAsync(delivery.Message, properties, ct);

    public Task DeadLetterAsync(Dictionary<string, object>? properties, string? reason, string? description, CancellationToken ct) =>
        properties is null
            ? delivery.DeadLetterMessageAsync(delivery.Message, reason, description, ct)
            : delivery.DeadLetterMessageAsync(delivery.Message, properties, reason, description, ct);

    public Task DeferAsync(IDictionary<string, object>? properties, CancellationToken ct) =>
        delivery.DeferMessageAsync(delivery.Message, properties, ct);

    public Task RenewLockAsync(CancellationToken ct) => delivery.RenewMessageLockAsync(delivery.Message, ct);
}
