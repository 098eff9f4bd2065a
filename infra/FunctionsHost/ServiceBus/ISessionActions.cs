namespace Messaging.FunctionsHost.ServiceBus;

/// <summary>What a function may do with the session whose messages it handles.</summary>
interface ISessionActions
{
    DateTimeOffset LockedUntil { get; }

    Task<BinaryData?> GetStateAsync(CancellationToken ct);

    Task SetStateAsync(BinaryData state, CancellationToken ct);

    Task RenewLockAsync(CancellationToken ct);

    /// <summary>Takes effect when the running invocation has ended.</summary>
    void Release();
}
