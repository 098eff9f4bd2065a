using Azure.Messaging.ServiceBus;

namespace Messaging.FunctionsHost.ServiceBus;

sealed class SessionReceiverActions(ServiceBusSessionReceiver receiver) : ISessionActions
{
    public bool Released { get; private set; }

    public DateTimeOffset LockedUntil => receiver.SessionLockedUntil;

    public async Task<BinaryData?> GetStateAsync(CancellationToken ct) => await receiver.GetSessionStateAsync(ct);

    public Task SetStateAsync(BinaryData state, CancellationToken ct) => receiver.SetSessionStateAsync(state, ct);

    public Task RenewLockAsync(CancellationToken ct) => receiver.RenewSessionLockAsync(ct);

    public void Release() => Released = true;
}
