using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Plumbing.Delivery;
using Microsoft.Azure.Functions.Worker;

namespace Messaging.FanOut;

/// <summary>Single notices to single users: a refused command, a lost membership.</summary>
public static class Notices
{
    public static IEnumerable<SignalRMessageAction> Of(IEnumerable<Delivery> batch, IEnumerable<ConversationShare> conversations) =>
        Rejected(batch).Concat(Removed(conversations));

    static IEnumerable<SignalRMessageAction> Rejected(IEnumerable<Delivery> batch) =>
        from delivery in batch
        from rejection in delivery.Rejections
        select ToUser(rejection.Tenant, rejection.Sender, Hub.Rejected,
            new RejectedEvent(rejection.ConversationId, rejection.ClientMessageId, rejection.Reason), ContractsJson.Wire.RejectedEvent);

    static IEnumerable<SignalRMessageAction> Removed(IEnumerable<ConversationShare> conversations) =>
        from conversation in conversations
        from user in MembershipChanges.Of(conversation.Entries).Removed
        select ToUser(conversation.Tenant, user, Hub.Inbox,
            new InboxEvent(conversation.ConversationId, Removed: true), ContractsJson.Wire.InboxEvent);

    // As an element: the worker would write the record in its own JSON form, not in the contracts'.
    static SignalRMessageAction ToUser<T>(string tenant, string user, string target, T notice, JsonTypeInfo<T> json) =>
        new(target, [JsonSerializer.SerializeToElement(notice, json)]) { UserId = Names.User(tenant, user) };
}
