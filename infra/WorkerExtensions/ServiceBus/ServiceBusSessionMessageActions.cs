using Google.Protobuf;
using Messaging.FunctionsHost.Protocol;
using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>State and lock of the session whose messages the function is handling.</summary>
[InputConverter(typeof(ServiceBusSessionMessageActionsConverter))]
public class ServiceBusSessionMessageActions
{
    readonly Settlement.SettlementClient settlement;
    readonly string sessionId;

    internal ServiceBusSessionMessageActions(Settlement.SettlementClient settlement, string sessionId, DateTimeOffset sessionLockedUntil)
    {
        this.settlement = settlement;
        this.sessionId = sessionId;
        SessionLockedUntil = sessionLockedUntil;
    }

    /// <summary>For mocks only.</summary>
    protected ServiceBusSessionMessageActions() => (settlement, sessionId) = (null!, null!);

    public virtual DateTimeOffset SessionLockedUntil { get; protected set; }

    /// <summary>Empty when the session has no state.</summary>
    public virtual async Task<BinaryData> GetSessionStateAsync(CancellationToken cancellationToken = default)
    {
        var response = await settlement.GetSessionStateAsync(new() { SessionId = sessionId }, cancellationToken: cancellationToken);
        return new(response.SessionState.Memory);
    }

    public virtual async Task SetSessionStateAsync(BinaryData sessionState, CancellationToken cancellationToken = default) =>
        await settlement.SetSessionStateAsync(
            new() { SessionId = sessionId, SessionState = ByteString.CopyFrom(sessionState.ToMemory().Span) },
            cancellationToken: cancellationToken);

    /// <summary>Asks the host to let go of the session once the running invocations of it have ended.</summary>
    public virtual async Task ReleaseSession(CancellationToken cancellationToken = default) =>
        await settlement.ReleaseSessionAsync(new() { SessionId = sessionId }, cancellationToken: cancellationToken);

    public virtual async Task RenewSessionLockAsync(CancellationToken cancellationToken = default)
    {
        var response = await settlement.RenewSessionLockAsync(new() { SessionId = sessionId }, cancellationToken: cancellationToken);
        SessionLockedUntil = response.LockedUntil.ToDateTimeOffset();
    }
}
