namespace Messaging.FunctionsHost.ServiceBus;

/// <summary>What a function may do with one message that was delivered to it.</summary>
interface IMessageActions
{
    Task CompleteAsync(CancellationToken ct);

    Task AbandonAsync(IDictionary<string, object>? properties, CancellationToken ct);

    Task DeadLetterAsync(Dictionary<string, object>? properties, string? reason, string? description, CancellationToken ct);

    Task DeferAsync(IDictionary<string, object>? properties, CancellationToken ct);

    Task RenewLockAsync(CancellationToken ct);
}
