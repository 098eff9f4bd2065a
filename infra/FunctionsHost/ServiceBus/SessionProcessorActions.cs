using Azure.Messaging.ServiceBus;

namespace Messaging.FunctionsHost.ServiceBus;

sealed class SessionProcessorActions(ProcessSessionMessageEventArgs delivery) : IMessageActions, ISessionActions
{
    public DateTimeOffset LockedUntil => delivery.SessionLockedUntil;

    public Task CompleteAsync(CancellationToken ct) => delivery.CompleteMessageAsync(delivery.Message, ct);

    public Task AbandonAsync(IDictionary<string, object>? properties, CancellationToken ct) =>
        delivery.AbandonMessageAsync(delivery.Message, properties, ct);

    public Task DeadLetterAsync(Dictionary<string, object>? properties, string? reason, string? description, CancellationToken ct) =>
        properties is null
            ? delivery.DeadLetterMessageAsync(delivery.Message, reason, description, ct)
            : delivery.DeadLetterMessageAsync(delivery.Message, properties, reason, description, ct);

    public Task DeferAsync(IDictionary<string, object>? properties, CancellationToken ct) =>
        delivery.DeferMessageAsync(delivery.Message, properties, ct);

    Task IMessageActions.RenewLockAsync(CancellationToken ct) => throw SessionMessages.HaveNoLockOfTheirOwn();

    public async Task<BinaryData?> GetStateAsync(CancellationToken ct) => await delivery.GetSessionStateAsync(ct);

    public Task SetStateAsync(BinaryData state, CancellationToken ct) => delivery.SetSessionStateAsync(state, ct);

    Task ISessionActions.RenewLockAsync(CancellationToken ct) => delivery.RenewSessionLockAsync(ct);

    public void Release() => delivery.ReleaseSession();
}
