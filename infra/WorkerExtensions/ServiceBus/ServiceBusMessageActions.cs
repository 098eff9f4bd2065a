using Azure.Messaging.ServiceBus;
using Google.Protobuf;
using Messaging.FunctionsHost.Protocol;
using Microsoft.Azure.Functions.Worker.Converters;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Settles messages through the host that holds their locks. An unknown lock token throws <c>RpcException</c>.</summary>
[InputConverter(typeof(ServiceBusMessageActionsConverter))]
public class ServiceBusMessageActions
{
    readonly Settlement.SettlementClient settlement;

    internal ServiceBusMessageActions(Settlement.SettlementClient settlement) => this.settlement = settlement;

    /// <summary>For mocks only.</summary>
    protected ServiceBusMessageActions() => settlement = null!;

    public virtual async Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        await settlement.CompleteAsync(new() { LockToken = TokenOf(message) }, cancellationToken: cancellationToken);

    public virtual async Task AbandonMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = default,
        CancellationToken cancellationToken = default) =>
        await settlement.AbandonAsync(
            new() { LockToken = TokenOf(message), PropertiesToModify = Encode(propertiesToModify) }, cancellationToken: cancellationToken);

    public virtual async Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = default,
        string? deadLetterReason = default,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default) =>
        await settlement.DeadletterAsync(
            new()
            {
                LockToken = TokenOf(message),
                PropertiesToModify = Encode(propertiesToModify),
                Reason = deadLetterReason,
                ErrorDescription = deadLetterErrorDescription,
            },
            cancellationToken: cancellationToken);

    public virtual async Task DeferMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = default,
        CancellationToken cancellationToken = default) =>
        await settlement.DeferAsync(
            new() { LockToken = TokenOf(message), PropertiesToModify = Encode(propertiesToModify) }, cancellationToken: cancellationToken);

    public virtual async Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        await settlement.RenewMessageLockAsync(new() { LockToken = TokenOf(message) }, cancellationToken: cancellationToken);

    static string TokenOf(ServiceBusReceivedMessage message) =>
        (message ?? throw new ArgumentNullException(nameof(message))).LockToken;

    static ByteString Encode(IDictionary<string, object>? properties) =>
        properties is null ? ByteString.Empty : AmqpProperties.Encode(properties);
}
