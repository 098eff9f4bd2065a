using Messaging.Contracts.Client;
using Messaging.Contracts.Queue;

namespace Messaging.FanOut;

/// <summary>The furthest that a batch says the members of one conversation have come.</summary>
public sealed record ConversationReceipts(string Tenant, ReceiptsEvent Event)
{
    public required IReadOnlyList<Delivery> Carriers { get; init; }

    public static IReadOnlyList<ConversationReceipts> Of(IEnumerable<Delivery> batch) =>
    [
        .. from delivery in batch
           from moved in delivery.Moves
           group (moved.Move, delivery) by (moved.Tenant, moved.Move.ConversationId) into conversation
           select new ConversationReceipts(conversation.Key.Tenant, new(conversation.Key.ConversationId,
               [.. from part in conversation group part.Move by part.Move.User into reader select Receipt(reader.Key, reader)]))
           {
               Carriers = [.. conversation.Select(part => part.delivery).Distinct()],
           },
    ];

    /// <summary>What is read is received.</summary>
    static Receipt Receipt(string user, IEnumerable<CursorMove> moves) =>
        new(user, moves.Max(move => move.Seq), moves.Max(move => Math.Max(move.Seq, move.Delivered)));
}
