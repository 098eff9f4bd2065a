using Messaging.Contracts.Client;

namespace Messaging.FanOut;

/// <summary>The furthest that a batch says a user has read in a conversation.</summary>
public sealed record Receipt(string Tenant, ReceiptsEvent Event)
{
    public required IReadOnlyList<Delivery> Carriers { get; init; }

    public static IReadOnlyList<Receipt> Of(IEnumerable<Delivery> batch) =>
    [
        .. from delivery in batch
           where delivery.Cursor is not null
           let cursor = delivery.Cursor
           group delivery by (cursor.Tenant, cursor.ConversationId, cursor.User) into reader
           select new Receipt(reader.Key.Tenant, new(reader.Key.ConversationId, reader.Key.User, reader.Max(delivery => delivery.Cursor!.Seq)))
           {
               Carriers = [.. reader],
           },
    ];
}
