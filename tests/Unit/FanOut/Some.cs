using Azure.Messaging.ServiceBus;
using Messaging.Contracts;
using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;
using Messaging.Plumbing.Queueing;

namespace Messaging.Unit.FanOut;

static class Some
{
    public static Entry Message(long seq, string sender = "ann", string text = "hello") => Entry(seq, EntryKinds.Message, sender) with { Text = text };

    public static Entry Members(long seq, string kind, params string[] users) => Entry(seq, kind, "ann") with { Members = users };

    public static Append Append(string conversation, params Entry[] entries) => new()
    {
        Tenant = "acme",
        ConversationId = conversation,
        Epoch = "e1",
        MemberCount = 2,
        Entries = entries,
    };

    public static ServiceBusReceivedMessage Appended(params Append[] appends) => Fact(new EntriesAppended { Appends = appends }, FactTypes.EntriesAppended);

    public static ServiceBusReceivedMessage Fact<T>(T fact, string type) => Body(Envelope.Wrap(fact, type, "test", "id").Body, type);

    public static ServiceBusReceivedMessage Body(BinaryData body, string type) => ServiceBusModelFactory.ServiceBusReceivedMessage(
        body, messageId: "m", properties: new Dictionary<string, object> { [Envelope.Type] = type });

    static Entry Entry(long seq, string kind, string sender) => new()
    {
        Seq = seq,
        Kind = kind,
        Sender = sender,
        ClientMessageId = $"{seq}",
        Ordinal = seq,
        Time = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
    };
}
