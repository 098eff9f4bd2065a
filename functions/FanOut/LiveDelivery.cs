using Messaging.Contracts.Client;
using Messaging.Plumbing.Delivery;
using Microsoft.Extensions.Options;

namespace Messaging.FanOut;

/// <summary>To the screens: one send to a conversation's group, however many its members are.</summary>
public sealed class LiveDelivery(SignalRRest signalR, IOptions<FanOutOptions> options)
{
    /// <summary>Conversations side by side, the parts of one in their order. What fails is noted at the queue messages that carried it.</summary>
    public Task SendAsync(IReadOnlyList<ConversationShare> conversations, IReadOnlyList<ConversationReceipts> receipts, CancellationToken ct)
    {
        var sends = conversations.Select(one => (Send: (Func<Task>)(() => SendAsync(one, ct)), one.Carriers))
            .Concat(receipts.Select(one => (Send: (Func<Task>)(() => SendAsync(one, ct)), one.Carriers)));
        return Parallel.ForEachAsync(sends, new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel }, async (one, _) =>
        {
            try { await one.Send(); }
            catch (Exception failure)
            {
                foreach (var carrier in one.Carriers) carrier.Fail(failure);
            }
        });
    }

    async Task SendAsync(ConversationShare conversation, CancellationToken ct)
    {
        var group = Names.Conversation(conversation.Tenant, conversation.ConversationId);
        foreach (var part in EntryParts.Of(conversation.Entries, options.Value.BytesPerSend))
            await signalR.SendToGroupAsync(group, Hub.Entries, new EntriesEvent(conversation.ConversationId, conversation.Epoch, part), ct);
    }

    Task SendAsync(ConversationReceipts receipt, CancellationToken ct) =>
        signalR.SendToGroupAsync(Names.Conversation(receipt.Tenant, receipt.Event.ConversationId), Hub.Receipts, receipt.Event, ct);
}
