using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Queueing;
using Messaging.Send.Later;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Messaging.Send.Messages;

/// <summary>What other services send as a user, and what was to be sent later. They get no early answer about membership: Route decides, and tells the user.</summary>
public sealed partial class TakeMessages(
    MessageDrafts drafts, Outbox outbox, Schedule schedule, RetryLater retry, TimeProvider time, ILogger<TakeMessages> log)
{
    static readonly TimeSpan BatchBudget = TimeSpan.FromSeconds(20);

    [Function(nameof(TakeMessages))]
    public async Task RunAsync(
        [ServiceBusTrigger(Queues.Send, Connection = AppDefaults.ServiceBus, IsBatched = true)] ServiceBusReceivedMessage[] messages,
        ServiceBusMessageActions actions, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(BatchBudget, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, deadline.Token);
        await Task.WhenAll(messages.Select(message => TakeAsync(message, actions, either.Token, ct)));
    }

    async Task TakeAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken budget, CancellationToken ct)
    {
        try
        {
            var sending = Envelope.TypeOf(message) switch
            {
                FactTypes.SendMessages => SendAsync(message, actions, budget, ct),
                FactTypes.SendScheduled => schedule.SendAsync(Envelope.Open<SendScheduled>(message), budget),
                _ => RefuseAsync(message, actions, new(Envelope.Type, $"It must be {FactTypes.SendMessages}."), ct),
            };
            await sending;
        }
        catch (Exception failure)
        {
            LogFailed(failure, message.MessageId);
            await retry.SettleAsync(Queues.Send, message, actions, failure, ct);
        }
    }

    async Task SendAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, CancellationToken budget, CancellationToken ct)
    {
        var draft = drafts.Outgoing(Envelope.Open<SendMessages>(message));
        if (draft.Fault is null) await outbox.SendAsync(draft.Commands, budget);
        else await RefuseAsync(message, actions, draft.Fault, ct);
    }

    async Task RefuseAsync(ServiceBusReceivedMessage message, ServiceBusMessageActions actions, Fault fault, CancellationToken ct)
    {
        LogRefused(message.MessageId, fault.Field);
        await actions.DeadLetterMessageAsync(message, null, $"Invalid {fault.Field}", fault.Title, ct);
    }
}
