using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.FanOut.Push;
using Messaging.Plumbing;
using Messaging.Plumbing.Queueing;
using Microsoft.Extensions.Options;

namespace Messaging.FanOut;

/// <summary>To other services: topic <c>events</c>, and queue <c>notify</c> for tenants that want to hear of members who are away. Whatever
/// becomes of it, screens have been served before.</summary>
public sealed class EntryPublisher(QueueSender queues, IOptions<FanOutOptions> options, IOptions<PushOptions> push)
{
    /// <summary>Service Bus Standard takes 256 KB a message, with its properties.</summary>
    const int BytesPerMessage = 200 * 1024;

    /// <summary>All conversations of a batch in as few sends as possible. A failure is noted at all queue messages that carried them.</summary>
    public Task SendAsync(IReadOnlyList<ConversationShare> conversations, CancellationToken ct) => Task.WhenAll(
        SendAsync(Topics.Events, options.Value.Events ? conversations : [], _ => true, ct),
        SendAsync(Queues.Notify, [.. conversations.Where(conversation => push.Value.Of(conversation.Tenant).Any())], MayBeMissed, ct));

    async Task SendAsync(string to, IReadOnlyList<ConversationShare> conversations, Func<EntriesPublished, bool> wanted, CancellationToken ct)
    {
        if (conversations.Count == 0) return;
        try
        {
            await queues.SendAsync(to, [.. conversations.SelectMany(Published).Where(wanted).Select(Message)], ct);
        }
        catch (Exception failure)
        {
            foreach (var conversation in conversations) conversation.Fail(failure);
        }
    }

    bool MayBeMissed(EntriesPublished fact) => push.Value.Of(fact.Tenant).Any(target => target.Wants(fact.Kind))
        && (fact.MemberCount <= push.Value.OfflineMembers || fact.Entries.Any(entry => entry.Mentions is { Count: > 0 }));

    /// <summary>One kind a message, since a subscription's rules see the properties of a message and nothing of its body.</summary>
    static IEnumerable<EntriesPublished> Published(ConversationShare conversation) =>
        from kind in conversation.Entries.GroupBy(entry => entry.Kind)
        from part in EntryParts.Of([.. kind], BytesPerMessage)
        select new EntriesPublished
        {
            Tenant = conversation.Tenant,
            ConversationId = conversation.ConversationId,
            Epoch = conversation.Epoch,
            Kind = kind.Key,
            MemberCount = conversation.MemberCount,
            Entries = part,
        };

    /// <summary>What is the same has the same id, so that a topic that detects duplicates drops most repetitions.</summary>
    static ServiceBusMessage Message(EntriesPublished fact)
    {
        var id = Ids.Of(fact.Tenant, fact.ConversationId, fact.Epoch, fact.Kind, $"{fact.Entries[0].Seq}", $"{fact.Entries[^1].Seq}");
        var message = Envelope.Wrap(fact, FactTypes.EntriesPublished, Queues.FanOut, id);
        message.ApplicationProperties[EventProperties.Tenant] = fact.Tenant;
        message.ApplicationProperties[EventProperties.Kind] = fact.Kind;
        message.ApplicationProperties[EventProperties.ConversationId] = fact.ConversationId;
        return message;
    }
}
