using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Queue;
using Messaging.Plumbing;
using Messaging.Plumbing.Queueing;

namespace Messaging.Sync;

/// <summary>The facts of queue <c>sync</c>, or a <see cref="JsonException"/> if something is missing that a well-formed JSON text may still lack.</summary>
static class InboxFacts
{
    public static InboxTouched Touched(ServiceBusReceivedMessage message)
    {
        var fact = Envelope.Open<InboxTouched>(message, FactTypes.InboxTouched);
        return Ids.IsValid(fact.Tenant) && fact.Touches is { } touches && touches.All(IsWhole) && fact.Cursors is { } cursors && cursors.All(IsWhole) ? fact : throw BadId();
    }

    public static UserErased Erased(ServiceBusReceivedMessage message)
    {
        var fact = Envelope.Open<UserErased>(message);
        return Ids.IsValid(fact.Tenant) && Ids.IsValid(fact.User) ? fact : throw BadId();
    }

    static JsonException BadId() => new("An id is missing, empty or too long.");

    static bool IsWhole(Touch touch) => touch is { Users: { } users } && Ids.IsValid(touch.ConversationId) && users.All(Ids.IsValid);

    static bool IsWhole(CursorMove move) => move is { Seq: >= 0, Ordinal: >= 0, Delivered: >= 0 } && Ids.IsValid(move.ConversationId) && Ids.IsValid(move.User);
}
