using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Delivery;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.FanOut;

/// <summary>Single notices to single users: a refused command, a lost membership, an invitation and its end.</summary>
public static class Notices
{
    public static IEnumerable<SignalRMessageAction> Of(IEnumerable<Delivery> batch, IEnumerable<ConversationShare> conversations) =>
        Rejected(batch).Concat(conversations.SelectMany(Inboxes));

    static IEnumerable<SignalRMessageAction> Rejected(IEnumerable<Delivery> batch) =>
        from delivery in batch
        from rejection in delivery.Rejections
        select ToUser(rejection.Tenant, rejection.Sender, Hub.Rejected,
            new RejectedEvent(rejection.ConversationId, rejection.ClientMessageId, rejection.Reason), ContractsJson.Wire.RejectedEvent);

    static IEnumerable<SignalRMessageAction> Inboxes(ConversationShare conversation)
    {
        var (_, removed, invited, uninvited) = MembershipChanges.Of(conversation.Entries);
        return removed.Select(user => (user, new InboxEvent(conversation.ConversationId, Removed: true)))
            .Concat(invited.Select(user => (user, new InboxEvent(conversation.ConversationId, Invited: true))))
            .Concat(uninvited.Select(user => (user, new InboxEvent(conversation.ConversationId, Invited: false))))
            .Select(it => ToUser(conversation.Tenant, it.user, Hub.Inbox, it.Item2, ContractsJson.Wire.InboxEvent));
    }

    // As an element: the worker would write the record in its own JSON form, not in the contracts'.
    static SignalRMessageAction ToUser<T>(string tenant, string user, string target, T notice, JsonTypeInfo<T> json) =>
        new(target, [JsonSerializer.SerializeToElement(notice, json)]) { UserId = Names.User(tenant, user) };
}
